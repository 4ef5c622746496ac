package io.replaymq.log.api;

import io.replaymq.log.record.RecordBatch;

/**
 * One record batch and where it goes.
 *
 * @param partition the partition to append to
 * @param batch the records; its base offset is assigned when it is appended
 */
public record PartitionBatch(TopicPartition partition, RecordBatch batch) {}
