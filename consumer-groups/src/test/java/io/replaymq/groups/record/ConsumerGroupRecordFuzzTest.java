package io.replaymq.groups.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import io.replaymq.groups.coordination.record.ConsumerGroupRecordCodec;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.testing.FuzzCorpus;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What lies in the topic of consumer groups is refused for a reason, or a record that is stored again. */
public class ConsumerGroupRecordFuzzTest {
    /** For a fuzzer: the input is the value of a record. */
    public static void fuzzerTestOneInput(byte[] input) {
        ConsumerGroupRecord decoded;
        try {
            decoded = ConsumerGroupRecordCodec.decode(ByteBuffer.wrap(input), "fuzz");
        } catch (CorruptLogException | UnsupportedFormatException e) {
            assertThat(e).hasMessageStartingWith("fuzz");
            return;
        }
        assertThat(ConsumerGroupRecordCodec.decode(
                        ConsumerGroupRecordCodec.encode(decoded).value(), "again"))
                .isEqualTo(decoded);
    }

    @Test
    void takesEveryInputThatWasKept() {
        FuzzCorpus.of(ConsumerGroupRecordFuzzTest.class).replay(ConsumerGroupRecordFuzzTest::fuzzerTestOneInput);
    }
}
