package io.replaymq.groups.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.testing.FuzzCorpus;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What lies in the topic of shared groups is refused for a reason, or a group record that is stored as it was. */
public class GroupRecordFuzzTest {
    /** For a fuzzer: the input is the value of a record. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            assertThat(GroupRecordDecoder.decode(ByteBuffer.wrap(input), "fuzz"))
                    .isNotNull();
        } catch (CorruptLogException | UnsupportedFormatException e) {
            assertThat(e).hasMessageStartingWith("fuzz");
        }
    }

    @Test
    void takesEveryInputThatWasKept() {
        FuzzCorpus.of(GroupRecordFuzzTest.class).replay(GroupRecordFuzzTest::fuzzerTestOneInput);
    }
}
