package io.replaymq.log.journal;

import io.replaymq.log.record.RecordBatch;

/**
 * One batch of a journal entry.
 *
 * @param topicId the topic's number
 * @param partition the partition's number in it
 * @param batch the records, with their base offset
 */
public record JournaledBatch(int topicId, int partition, RecordBatch batch) {}
