package io.replaymq.log.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.testing.FuzzCorpus;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Bytes that somebody sends as a record batch are refused for a reason, or a batch all of which can be read. */
public class RecordBatchFuzzTest {
    private static final int MAX_UNPACKED_BYTES = 1 << 20;

    /** For a fuzzer: takes a batch as it is, or with a length and a checksum that match, which no fuzzer guesses. */
    public static void fuzzerTestOneInput(byte[] input) {
        takeAsItIs(input);
        if (input.length >= RecordBatchLayout.HEADER_BYTES) {
            ByteBuffer bytes = ByteBuffer.wrap(input);
            bytes.putInt(RecordBatchLayout.BATCH_LENGTH, input.length - RecordBatchLayout.LENGTH_OVERHEAD);
            bytes.put(RecordBatchLayout.MAGIC, RecordBatchLayout.MAGIC_V2);
            bytes.putInt(RecordBatchLayout.CRC, RecordBatch.checksum(bytes));
            takeAsItIs(input);
        }
    }

    private static void takeAsItIs(byte[] input) {
        RecordBatch batch;
        try {
            batch = RecordBatch.parse(ByteBuffer.wrap(input), MAX_UNPACKED_BYTES);
        } catch (MalformedRecordException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        long expected = batch.baseOffset();
        for (StoredRecord each : batch) {
            assertThat(each.offset()).isEqualTo(expected++);
            assertThat(each.content().headers()).isNotNull();
        }
        assertThat(expected).isEqualTo(batch.endOffset());
    }

    @Test
    void takesEveryInputThatWasKept() {
        FuzzCorpus.of(RecordBatchFuzzTest.class).replay(RecordBatchFuzzTest::fuzzerTestOneInput);
    }
}
