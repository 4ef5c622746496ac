package io.replaymq.log.record;

/** Where the fields of a record batch, version 2, lie. Big-endian. See {@code docs/format/record-batch.md}. */
public final class RecordBatchLayout {
    public static final int BASE_OFFSET = 0;
    public static final int BATCH_LENGTH = 8;
    public static final int PARTITION_LEADER_EPOCH = 12;
    public static final int MAGIC = 16;
    public static final int CRC = 17;
    public static final int ATTRIBUTES = 21;
    public static final int LAST_OFFSET_DELTA = 23;
    public static final int BASE_TIMESTAMP = 27;
    public static final int MAX_TIMESTAMP = 35;
    public static final int PRODUCER_ID = 43;
    public static final int PRODUCER_EPOCH = 51;
    public static final int BASE_SEQUENCE = 53;
    public static final int RECORDS_COUNT = 57;
    public static final int HEADER_BYTES = 61;

    /** What {@link #BATCH_LENGTH} does not count: the base offset and itself. */
    public static final int LENGTH_OVERHEAD = 12;

    static final byte MAGIC_V2 = 2;
    static final int COMPRESSION_MASK = 0x07;
    static final int LOG_APPEND_TIME = 0x08;
    static final int TRANSACTIONAL = 0x10;
    static final int CONTROL = 0x20;
    static final int DELETE_HORIZON = 0x40;
    static final int NO_PRODUCER = -1;
    static final long NO_TIMESTAMP = -1;

    private RecordBatchLayout() {}
}
