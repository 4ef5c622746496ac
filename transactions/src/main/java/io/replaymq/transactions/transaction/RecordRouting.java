package io.replaymq.transactions.transaction;

import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.transactions.api.ProducerRecord;
import io.replaymq.transactions.produce.Compressors;
import io.replaymq.transactions.produce.EncodedRecord;
import io.replaymq.transactions.produce.RecordEncoder;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes the records of a producer's transactions to the batches of their partitions. Any thread.
 *
 * @param encoder makes bytes of them and chooses partitions
 * @param batchBytes when a batch is full
 * @param compressors finish batches
 * @param bytesWithoutKey how much was sent without a key: each partition gets as much as fills a batch, then the next one
 */
public record RecordRouting<K, V>(
        RecordEncoder<K, V> encoder, int batchBytes, Compressors compressors, AtomicLong bytesWithoutKey) {
    void add(ProducerRecord<K, V> record, TransactionBuffer to) throws InterruptedException {
        EncodedRecord encoded = encoder.encode(record);
        int partitions = encoder.partitionsOf(record.topic());
        int partition = encoder.partitionOf(record, encoded, partitions);
        if (partition == ProducerRecord.ANY_PARTITION) {
            long before = bytesWithoutKey.getAndAdd(encoded.sizeInBytes());
            partition = (int) (before / batchBytes % partitions);
        }
        to.add(new TopicPartition(record.topic(), partition), encoded);
    }

    /** When a batch for a partition is full; its topic takes that much. */
    int batchBytes(TopicPartition partition) {
        return Math.min(batchBytes, encoder.log().maxBatchBytes(partition.topic()));
    }

    RecordBatch finish(RecordBatchBuilder builder) {
        return compressors.build(builder);
    }
}
