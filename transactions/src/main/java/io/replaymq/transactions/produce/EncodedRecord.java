package io.replaymq.transactions.produce;

import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record in bytes.
 *
 * @param timestampMs what it is stamped with
 * @param key from position to limit
 * @param value from position to limit
 * @param headers in order
 */
public record EncodedRecord(
        long timestampMs,
        @Nullable ByteBuffer key,
        @Nullable ByteBuffer value,
        List<Header> headers) {
    /** Lengths, timestamp, offset, attributes; rather too much. */
    private static final int OVERHEAD_BYTES = 32;

    /** A UTF-8 character takes at most so many bytes per {@code char}. */
    private static final int MAX_BYTES_PER_CHAR = 3;

    /** How much memory it takes in a batch, at most. */
    public int sizeInBytes() {
        long size =
                OVERHEAD_BYTES + (key == null ? 0 : key.remaining()) + (long) (value == null ? 0 : value.remaining());
        for (Header each : headers) {
            byte[] bytes = each.value();
            size += OVERHEAD_BYTES
                    + (long) each.key().length() * MAX_BYTES_PER_CHAR
                    + (bytes == null ? 0 : bytes.length);
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    /** Adds it to a batch. */
    public void appendTo(RecordBatchBuilder batch) {
        if (headers.isEmpty()) {
            batch.append(timestampMs, key, value);
        } else {
            batch.append(timestampMs, RecordContent.copyOf(key, value, headers));
        }
    }
}
