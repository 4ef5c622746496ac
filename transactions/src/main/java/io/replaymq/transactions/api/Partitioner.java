package io.replaymq.transactions.api;

import java.nio.ByteBuffer;

/**
 * Chooses the partition of a record that has a key and names no partition. The same key must go to the same partition as long as
 * the topic has the same number of them, or records of one key lose their order.
 *
 * <p>Records without a key are not its business: they fill a batch of one partition, then one of the next.
 *
 * <p><b>Threads:</b> several at once.
 */
@FunctionalInterface
public interface Partitioner {
    /** What Kafka's clients do: murmur2 over the bytes of the key. Producers of both kinds put a key into the same partition. */
    Partitioner KAFKA = (topic, key, partitions) -> (Murmur2.hash(key) & Integer.MAX_VALUE) % partitions;

    /**
     * The partition of a key.
     *
     * @param key its bytes, from position to limit; not to be changed, not even the position
     * @param partitions how many the topic has
     * @return 0 or more, less than {@code partitions}
     */
    int partition(String topic, ByteBuffer key, int partitions);
}
