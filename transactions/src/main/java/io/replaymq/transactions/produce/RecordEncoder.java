package io.replaymq.transactions.produce;

import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.transactions.api.Partitioner;
import io.replaymq.transactions.api.ProducerConfig;
import io.replaymq.transactions.api.ProducerRecord;
import java.nio.ByteBuffer;

/**
 * Turns an application's records into bytes, and says where they go. Any thread.
 *
 * @param log knows the topics
 * @param config has the codecs and the partitioner
 * @param time stamps records that have no time
 */
public record RecordEncoder<K, V>(ReplayLog log, ProducerConfig<K, V> config, TimeSource time) {
    private static final String INTERNAL = "__";

    /** The bytes of a record. @throws IllegalArgumentException if a codec does not take its key or value */
    public EncodedRecord encode(ProducerRecord<K, V> record) {
        long timestampMs = record.timestampMs() == ProducerRecord.SEND_TIME ? time.wallMs() : record.timestampMs();
        return new EncodedRecord(
                timestampMs,
                config.keyCodec().encode(record.key()),
                config.valueCodec().encode(record.value()),
                record.headers());
    }

    /**
     * How many partitions a topic has now.
     *
     * @throws UnknownTopicException if it does not exist
     * @throws InvalidTopicException if it is internal: only those whose state it holds append to it
     */
    public int partitionsOf(String topic) {
        if (topic.startsWith(INTERNAL)) {
            throw new InvalidTopicException("topic " + topic + " is internal: nobody sends to it");
        }
        return log.topic(topic)
                .orElseThrow(() -> new UnknownTopicException("topic \"" + topic + "\" does not exist"))
                .config()
                .partitions();
    }

    /** The partition that a record names or its key belongs to; {@link ProducerRecord#ANY_PARTITION} if it may be any. */
    public int partitionOf(ProducerRecord<K, V> record, EncodedRecord encoded, int partitions) {
        if (record.partition() >= partitions) {
            throw new UnknownTopicException("partition " + record.topic() + "-" + record.partition()
                    + " does not exist, expected 0 to " + (partitions - 1));
        }
        ByteBuffer key = encoded.key();
        if (record.partition() != ProducerRecord.ANY_PARTITION || key == null) {
            return record.partition();
        }
        Partitioner partitioner = config.partitioner();
        int chosen = partitioner.partition(record.topic(), key, partitions);
        if (chosen < 0 || chosen >= partitions) {
            throw new IllegalArgumentException("the partitioner chose partition " + chosen + " of \"" + record.topic()
                    + "\", expected 0 to " + (partitions - 1));
        }
        return chosen;
    }
}
