package io.replaymq.broker.api;

/** Where to (re)start in a destination's log. */
public sealed interface StartPosition {
    /** The oldest message still kept. */
    record Earliest() implements StartPosition {}

    /** Behind the newest message. */
    record Latest() implements StartPosition {}

    /**
     * An offset of one partition; the others stay.
     *
     * @param partition the partition
     * @param offset the first offset to deliver
     */
    record AtOffset(int partition, long offset) implements StartPosition {}

    /**
     * A time, in all partitions.
     *
     * @param timestampMs the first message sent at or after it, in milliseconds since the epoch
     */
    record AtTime(long timestampMs) implements StartPosition {}
}
