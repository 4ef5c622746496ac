package io.replaymq.remote.wire;

/** Limits of protocol version 1. A peer that exceeds one is cut off; an own request that would is refused before it is sent. */
public final class WireLimits {
    /** The first four bytes of HELLO's body: "RPMQ". */
    public static final int MAGIC = 0x52504D51;

    /** The version this code speaks. */
    public static final int VERSION = 1;

    /** Bytes of a frame's length field, which counts what follows it. */
    public static final int LENGTH_BYTES = 4;

    /** Largest frame before the handshake is complete. */
    public static final int MAX_UNPROVEN_FRAME = 16 << 10;

    /** Versions a HELLO may offer. */
    public static final int MAX_VERSIONS = 16;

    /** UTF-8 bytes of a name: of a destination, client or subscription. */
    public static final int MAX_NAME = 1_024;

    /** UTF-8 bytes of a selector. */
    public static final int MAX_SELECTOR = 16 << 10;

    /** UTF-8 bytes of an error's text. */
    public static final int MAX_TEXT = 8_192;

    /** Messages in one SEND or DELIVER. */
    public static final int MAX_MESSAGES = 10_000;

    /** Delivery ids in one frame. */
    public static final int MAX_DELIVERY_IDS = 100_000;

    /** Answers in one SENT or DONE. */
    public static final int MAX_ANSWERS = 10_000;

    /** Partitions, offsets, batches or members in one frame. */
    public static final int MAX_PARTITIONS = 100_000;

    /** Branches in one BRANCHES. */
    public static final int MAX_BRANCHES = 50_000;

    /** Consumers on one connection, and in one transaction. */
    public static final int MAX_CONSUMERS = 1_024;

    private WireLimits() {}
}
