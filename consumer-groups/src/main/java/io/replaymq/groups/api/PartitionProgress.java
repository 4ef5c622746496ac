package io.replaymq.groups.api;

import org.jspecify.annotations.Nullable;

/**
 * How far a consumer group is in a partition.
 *
 * @param committed where it resumes; null if it has committed nothing
 * @param lag how many records lie between that and the end: messages, not a difference of offsets; null if it has committed nothing
 * @param memberId who has the partition; null if nobody
 */
public record PartitionProgress(
        @Nullable CommittedOffset committed,
        @Nullable Long lag,
        @Nullable String memberId) {}
