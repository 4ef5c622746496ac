package io.replaymq.transactions.api;

import io.replaymq.log.api.TopicPartition;

/**
 * Where a record went.
 *
 * @param partition the partition
 * @param offset its number there
 * @param timestampMs what it was stamped with, in milliseconds since the epoch
 */
public record RecordMetadata(TopicPartition partition, long offset, long timestampMs) {}
