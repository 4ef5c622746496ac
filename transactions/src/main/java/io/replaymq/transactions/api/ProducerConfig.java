package io.replaymq.transactions.api;

import io.replaymq.log.api.Durability;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.Compression;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a producer sends. Begin with {@link #of} and change what should differ.
 *
 * @param keyCodec turns keys into bytes
 * @param valueCodec turns values into bytes
 * @param name what the producer goes by, at most 255 bytes of UTF-8: whoever takes the same name later shuts this one out; null for a
 *     producer that nobody replaces, which has no transactions
 * @param durability what a record must have reached before it is answered
 * @param compression how batches are packed
 * @param linger how long a record may wait for others to share its batch; zero sends at once when nothing is under way in its
 *     partition, and otherwise with what has gathered by then
 * @param batchBytes size at which a batch is full, in bytes before compression, 1 to 16 MiB, or what its topic takes, if that is less; a larger
 *     record has a batch of its own. While five batches of a partition are unanswered, the next one is filled up to four times that
 * @param bufferBytes memory for records that were not answered yet, in bytes, 1 or more; when it is used up, sending waits
 * @param maxBlock how long sending waits for memory before it fails with {@link io.replaymq.log.api.BackpressureException}
 * @param deliveryTimeout how long a record that the log has no room for is tried again
 * @param partitioner chooses the partition of records with a key
 */
public record ProducerConfig<K, V>(
        Codec<K> keyCodec,
        Codec<V> valueCodec,
        @Nullable String name,
        Durability durability,
        Compression compression,
        Duration linger,
        int batchBytes,
        long bufferBytes,
        Duration maxBlock,
        Duration deliveryTimeout,
        Partitioner partitioner) {
    /** The longest name, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 255;

    private static final int MAX_BATCH_BYTES = 16 << 20;

    /** Checks every range. */
    public ProducerConfig {
        int nameBytes = name == null ? 1 : name.getBytes(StandardCharsets.UTF_8).length;
        if (nameBytes < 1 || nameBytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "name of " + nameBytes + " bytes of UTF-8, expected 1 to " + MAX_NAME_BYTES);
        }
        if (batchBytes < 1 || batchBytes > MAX_BATCH_BYTES) {
            throw new IllegalArgumentException("batchBytes=" + batchBytes + ", expected 1 to " + MAX_BATCH_BYTES);
        }
        if (bufferBytes < 1) {
            throw new IllegalArgumentException("bufferBytes=" + bufferBytes + ", expected 1 or more");
        }
        if (linger.isNegative() || maxBlock.isNegative() || deliveryTimeout.isNegative()) {
            throw new IllegalArgumentException("linger=" + linger + ", maxBlock=" + maxBlock + ", deliveryTimeout="
                    + deliveryTimeout + ", expected 0 or more");
        }
    }

    /**
     * No name, {@code DURABLE}, not compressed, no linger, batches of 64 KiB, 32 MiB of memory, waits a minute for memory and two
     * minutes for room in the log, partitions as Kafka's clients choose them.
     */
    public static <K, V> ProducerConfig<K, V> of(Codec<K> keyCodec, Codec<V> valueCodec) {
        return new ProducerConfig<>(
                keyCodec,
                valueCodec,
                null,
                Durability.DURABLE,
                Compression.NONE,
                Duration.ZERO,
                64 << 10,
                32 << 20,
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Partitioner.KAFKA);
    }

    /** This, under a name. */
    public ProducerConfig<K, V> named(String value) {
        return new ProducerConfig<>(
                keyCodec,
                valueCodec,
                value,
                durability,
                compression,
                linger,
                batchBytes,
                bufferBytes,
                maxBlock,
                deliveryTimeout,
                partitioner);
    }

    /** This, answered when that is reached. */
    public ProducerConfig<K, V> withDurability(Durability value) {
        return new ProducerConfig<>(
                keyCodec,
                valueCodec,
                name,
                value,
                compression,
                linger,
                batchBytes,
                bufferBytes,
                maxBlock,
                deliveryTimeout,
                partitioner);
    }

    /** This, compressed. */
    public ProducerConfig<K, V> withCompression(Compression value) {
        return new ProducerConfig<>(
                keyCodec,
                valueCodec,
                name,
                durability,
                value,
                linger,
                batchBytes,
                bufferBytes,
                maxBlock,
                deliveryTimeout,
                partitioner);
    }

    /** This, with batches that are full at so many bytes or sent after a time. */
    public ProducerConfig<K, V> withBatches(int fullBytes, Duration lingerTime) {
        return new ProducerConfig<>(
                keyCodec,
                valueCodec,
                name,
                durability,
                compression,
                lingerTime,
                fullBytes,
                bufferBytes,
                maxBlock,
                deliveryTimeout,
                partitioner);
    }

    /** This, with so much memory for records that were not answered yet, for which sending waits so long. */
    public ProducerConfig<K, V> withBuffer(long bytes, Duration longestWait) {
        return new ProducerConfig<>(
                keyCodec,
                valueCodec,
                name,
                durability,
                compression,
                linger,
                batchBytes,
                bytes,
                longestWait,
                deliveryTimeout,
                partitioner);
    }

    /** This, trying so long when the log has no room. */
    public ProducerConfig<K, V> withDeliveryTimeout(Duration value) {
        return new ProducerConfig<>(
                keyCodec,
                valueCodec,
                name,
                durability,
                compression,
                linger,
                batchBytes,
                bufferBytes,
                maxBlock,
                value,
                partitioner);
    }

    /** This, with another way to choose partitions. */
    public ProducerConfig<K, V> withPartitioner(Partitioner value) {
        return new ProducerConfig<>(
                keyCodec,
                valueCodec,
                name,
                durability,
                compression,
                linger,
                batchBytes,
                bufferBytes,
                maxBlock,
                deliveryTimeout,
                value);
    }
}
