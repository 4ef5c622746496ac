package io.replaymq.groups.api;

/** Where in its topic a group starts, or is rewound to. */
public sealed interface GroupStart {
    /** The oldest message still kept, in all partitions. */
    record Earliest() implements GroupStart {}

    /** Behind the newest message, in all partitions. */
    record Latest() implements GroupStart {}

    /**
     * An offset of one partition. The others stay where they are; of a new group, they start at the oldest message.
     *
     * @param partition the partition, from 0
     * @param offset the first offset to deliver, from the log start offset to the readable end
     */
    record AtOffset(int partition, long offset) implements GroupStart {}

    /**
     * A time, in all partitions.
     *
     * @param timestampMs the first message at or after it, in milliseconds since the epoch
     */
    record AtTime(long timestampMs) implements GroupStart {}
}
