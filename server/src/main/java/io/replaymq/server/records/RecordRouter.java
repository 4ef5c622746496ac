package io.replaymq.server.records;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.record.RecordContent;
import io.replaymq.transactions.api.Partitioner;
import java.nio.ByteBuffer;
import java.util.List;

/** Chooses the partition of each record, as Kafka's clients do. One thread. */
final class RecordRouter {
    private final String topic;
    private final List<PartitionAppender> partitions;
    private int withoutKey;

    RecordRouter(String topic, List<PartitionAppender> partitions) {
        this.topic = topic;
        this.partitions = partitions;
    }

    void add(long timestampMs, RecordContent content) throws InterruptedException {
        ByteBuffer key = content.key();
        if (key != null) {
            partitions
                    .get(Partitioner.KAFKA.partition(topic, key, partitions.size()))
                    .add(timestampMs, content);
        } else if (partitions.get(withoutKey).add(timestampMs, content)) {
            withoutKey = (withoutKey + 1) % partitions.size();
        }
    }

    /** Sends what it has, and does not wait for that. */
    void flush() throws InterruptedException {
        for (PartitionAppender each : partitions) {
            each.flush();
        }
    }

    /** Sends what it has, and waits until all of it is confirmed. @throws BrokerException if something was refused */
    void finish() throws InterruptedException {
        flush();
        for (PartitionAppender each : partitions) {
            each.await();
        }
    }

    /** After a failure: waits for what is under way. @return how many records are in the log for certain */
    long settle() throws InterruptedException {
        for (PartitionAppender each : partitions) {
            try {
                each.await();
            } catch (BrokerException e) {
                // was refused as well; the first refusal is what is reported
            }
        }
        return confirmed();
    }

    /** How many records are in the log for certain. */
    long confirmed() {
        return partitions.stream().mapToLong(PartitionAppender::confirmed).sum();
    }
}
