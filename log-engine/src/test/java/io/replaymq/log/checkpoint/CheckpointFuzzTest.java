package io.replaymq.log.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.testing.FuzzCorpus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Bytes that lie where a checkpoint should are refused for a reason, or a checkpoint that can be stored again. */
public class CheckpointFuzzTest {
    /** For a fuzzer: takes a checkpoint as it is, and with a checksum that matches. */
    public static void fuzzerTestOneInput(byte[] input) {
        takeAsItIs(input);
        int end = input.length - Integer.BYTES;
        if (end >= 0) {
            CRC32C crc = new CRC32C();
            crc.update(input, 0, end);
            ByteBuffer.wrap(input).putInt(end, (int) crc.getValue());
            takeAsItIs(input);
        }
    }

    private static void takeAsItIs(byte[] input) {
        try {
            Checkpoint decoded = CheckpointCodec.decode(ByteBuffer.wrap(input));
            assertThat(CheckpointCodec.decode(CheckpointCodec.encode(decoded))).isEqualTo(decoded);
        } catch (IOException | UnsupportedFormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void takesEveryInputThatWasKept() {
        FuzzCorpus.of(CheckpointFuzzTest.class).replay(CheckpointFuzzTest::fuzzerTestOneInput);
    }
}
