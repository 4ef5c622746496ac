package io.replaymq.log.api;

/**
 * What a partition holds at one moment.
 *
 * @param partition which one
 * @param startOffset the first offset kept
 * @param readableEnd the offset below which records are readable
 * @param records how many records there are from the start offset on: those that compaction has removed do not count, nor do
 *     control records. A difference of offsets is no such number
 * @param bytes what its segments take on disk
 * @param segments how many segments it has
 * @param earliestTimestampMs the timestamp of the first record of its first segment, in milliseconds since the epoch; -1 if there is none
 * @param latestTimestampMs the latest timestamp of all, in milliseconds since the epoch; -1 if there is none
 */
public record PartitionStatistics(
        TopicPartition partition,
        long startOffset,
        long readableEnd,
        long records,
        long bytes,
        int segments,
        long earliestTimestampMs,
        long latestTimestampMs) {}
