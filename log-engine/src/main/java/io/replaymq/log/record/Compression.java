package io.replaymq.log.record;

/** How the records of a batch are packed. The framing of each is Kafka's, so that its clients read them. */
public enum Compression {
    /** As they are. */
    NONE(0),
    /** One gzip member. The slowest; needs nothing but the JDK. */
    GZIP(1),
    /** Snappy in xerial's framing, blocks of 32 KiB. */
    SNAPPY(2),
    /** One LZ4 frame, independent blocks of 64 KiB. The fastest. */
    LZ4(3),
    /** One Zstandard frame. The smallest of the fast ones. */
    ZSTD(4);

    private static final Compression[] BY_ID = values();

    private final int id;

    Compression(int id) {
        this.id = id;
    }

    /** Its number in the attributes of a batch. */
    public int id() {
        return id;
    }

    static Compression ofAttributes(short attributes) throws MalformedRecordException {
        int id = attributes & RecordBatchLayout.COMPRESSION_MASK;
        if (id >= BY_ID.length) {
            throw new MalformedRecordException("compression codec " + id + ", expected 0 to " + (BY_ID.length - 1));
        }
        return BY_ID[id];
    }

    RecordsPacker packer() {
        return switch (this) {
            case NONE -> throw new IllegalStateException("records that are not compressed are not packed");
            case GZIP -> new GzipPacker();
            case SNAPPY -> new SnappyPacker();
            case LZ4 -> new Lz4Packer();
            case ZSTD -> new ZstdPacker();
        };
    }
}
