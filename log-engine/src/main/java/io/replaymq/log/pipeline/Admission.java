package io.replaymq.log.pipeline;

import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BatchTooLargeException;
import io.replaymq.log.api.InvalidBatchException;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.journal.JournalLayout;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.topic.Topics;

/** What can be checked of an AppendSet on the caller's own thread: its limits, and that its batches are what they claim to be. */
final class Admission {
    private final LogConfig config;
    private final Topics topics;

    Admission(LogConfig config, Topics topics) {
        this.config = config;
        this.topics = topics;
    }

    /**
     * How many bytes the set takes in the journal.
     *
     * @throws BatchTooLargeException if it is larger than the limits
     * @throws InvalidBatchException if a batch is not well-formed
     */
    long admit(AppendSet set) {
        for (PartitionBatch each : set.batches()) {
            admit(each);
        }
        long size = set.sizeInBytes();
        if (size > config.maxAppendSetBytes()) {
            throw new BatchTooLargeException(
                    "AppendSet of " + size + " bytes, expected at most " + config.maxAppendSetBytes());
        }
        long entry = JournalLayout.entryBytes(set.batches());
        long capacity = JournalLayout.capacity(config.journalFileBytes());
        if (entry > capacity) {
            throw new BatchTooLargeException("AppendSet of " + set.batches().size() + " batches takes " + entry
                    + " bytes in the journal, expected at most " + capacity);
        }
        return entry;
    }

    /** The largest batch that a topic takes. */
    int maxBatchBytes(String topic) {
        TopicConfig settings = topics.configOf(topic);
        int ofTopic = settings == null ? 0 : settings.maxBatchBytes();
        return ofTopic == 0 ? config.maxBatchBytes() : Math.min(ofTopic, config.maxBatchBytes());
    }

    private void admit(PartitionBatch target) {
        RecordBatch batch = target.batch();
        if (batch.sizeInBytes() > config.maxBatchBytes()) {
            throw new BatchTooLargeException("batch of " + batch.sizeInBytes() + " bytes for " + target.partition()
                    + ", expected at most " + config.maxBatchBytes());
        }
        if (batch.isControl()) {
            throw new InvalidBatchException(
                    "batch for " + target.partition() + " is a control batch, expected records");
        }
        if (batch.recordCount() < 1 || batch.recordCount() != batch.offsetCount()) {
            throw new InvalidBatchException("batch for " + target.partition() + " has " + batch.recordCount()
                    + " records over " + batch.offsetCount() + " offsets, expected the same, 1 or more");
        }
        if (batch.hasProducer() && (batch.producerId() < 0 || batch.producerEpoch() < 0 || batch.baseSequence() < 0)) {
            throw new InvalidBatchException(
                    "batch for " + target.partition() + " has producer " + batch.producerId() + ", epoch "
                            + batch.producerEpoch() + ", sequence " + batch.baseSequence() + ", expected 0 or more");
        }
        try {
            RecordBatch checked = batch.checked(config.maxBatchBytes());
            TopicConfig topic = topics.configOf(target.partition().topic());
            if (topic != null) {
                admit(checked, target.partition(), topic);
            }
        } catch (MalformedRecordException e) {
            throw new InvalidBatchException("batch for " + target.partition() + ": " + e.getMessage(), e);
        }
    }

    /** What the topic's own settings say, as they are published: an alteration that is under way may come first or after. */
    private static void admit(RecordBatch batch, TopicPartition partition, TopicConfig topic) {
        int maxBytes = topic.maxBatchBytes();
        if (maxBytes > 0 && batch.sizeInBytes() > maxBytes) {
            throw new BatchTooLargeException("batch of " + batch.sizeInBytes() + " bytes for " + partition
                    + ", expected at most " + maxBytes + ", which its topic sets");
        }
        if (topic.cleanup().compacts() && !batch.everyRecordHasKey()) {
            throw new InvalidBatchException(
                    "batch for " + partition
                            + " has a record without a key, expected one in each: its topic keeps the latest record of each key");
        }
    }
}
