package io.replaymq.log.journal;

import io.replaymq.log.api.PartitionBatch;
import java.util.List;

/** Where the fields of a journal file and its entries lie. Big-endian. See {@code docs/format/journal.md}. */
public final class JournalLayout {
    static final int FILE_MAGIC = 0x524D514A; // "RMQJ"
    static final int VERSION = 1;

    static final int HEADER_MAGIC = 0;
    static final int HEADER_VERSION = 4;
    static final int HEADER_LIFE = 8;
    static final int HEADER_SALT = 16;
    static final int HEADER_CRC = 24;
    static final int HEADER_BYTES = 28;
    static final int SECOND_HEADER = 2_048;
    static final int FIRST_ENTRY = 4_096;

    static final int ENTRY_CRC = 0;
    static final int ENTRY_LENGTH = 4;
    static final int ENTRY_SALT = 8;
    static final int ENTRY_SEQUENCE = 16;
    static final int ENTRY_GENERATION = 24;
    static final int ENTRY_BATCHES = 32;
    static final int ENTRY_HEADER_BYTES = 40;
    static final int BATCH_HEADER_BYTES = 8;
    static final int ALIGNMENT = 8;

    private JournalLayout() {}

    /** How many bytes an entry with these batches takes. */
    public static long entryBytes(List<PartitionBatch> batches) {
        long size = ENTRY_HEADER_BYTES;
        for (PartitionBatch each : batches) {
            size += BATCH_HEADER_BYTES + each.batch().sizeInBytes();
        }
        return aligned(size);
    }

    /** How many bytes of entries a file of a size holds. */
    public static int capacity(int fileBytes) {
        return fileBytes - FIRST_ENTRY;
    }

    static long aligned(long size) {
        return (size + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
