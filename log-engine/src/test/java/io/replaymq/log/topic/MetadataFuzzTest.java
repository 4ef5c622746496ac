package io.replaymq.log.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.testing.FuzzCorpus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lies in the topic of topics is refused for a reason, or a metadata record that is stored again. */
public class MetadataFuzzTest {
    /** For a fuzzer: the input is the value of a metadata record. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            List<MetadataRecord> decoded = MetadataCodec.decode(new RecordBatchBuilder(input.length)
                    .append(1, RecordContent.of(null, input, List.of()))
                    .build());
            assertThat(decoded).hasSize(1);
            assertThat(MetadataCodec.decode(MetadataCodec.encode(decoded.get(0), 1)))
                    .isEqualTo(decoded);
        } catch (MalformedRecordException | UnsupportedFormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void takesEveryInputThatWasKept() {
        FuzzCorpus.of(MetadataFuzzTest.class).replay(MetadataFuzzTest::fuzzerTestOneInput);
    }
}
