package io.replaymq.transactions;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A record of {@code __producers}: every id below the end may have been handed out. Layout: {@code docs/format/producer-ids.md}.
 *
 * @param endId the first id that was certainly not handed out, 0 or more
 */
record ProducerBlock(long endId) {
    private static final byte VERSION = 1;
    private static final int BYTES = 1 + Long.BYTES;

    RecordContent encode() {
        byte[] value = ByteBuffer.allocate(BYTES).put(VERSION).putLong(endId).array();
        return RecordContent.of(null, value, List.of());
    }

    static ProducerBlock decode(StoredRecord stored) {
        ByteBuffer value = stored.content().value();
        int size = value == null ? 0 : value.remaining();
        if (value != null && size > 0 && value.get(0) != VERSION) {
            throw new UnsupportedFormatException(where(stored) + ": version " + value.get(0) + ", expected " + VERSION);
        }
        if (value == null || size != BYTES || value.getLong(1) < 0) {
            throw new CorruptLogException(
                    where(stored) + ": " + size + " bytes, expected " + BYTES + " with an id of 0 or more");
        }
        return new ProducerBlock(value.getLong(1));
    }

    private static String where(StoredRecord stored) {
        return ProducerIds.PARTITION + " offset " + stored.offset();
    }
}
