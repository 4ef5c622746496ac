package io.replaymq.groups.api;

import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that a {@link SharedConsumer} got. Immutable, any thread.
 *
 * <p>Key and value are decoded when they are asked for, each time: bytes that are no such value concern who reads them, and the message
 * can be rejected like any other.
 *
 * @param <K> the type of the key
 * @param <V> the type of the value
 */
public final class SharedRecord<K, V> {
    private final AcquiredRecord acquired;
    private final TopicPartition partition;
    private final Codec<K> keys;
    private final Codec<V> values;

    /** A message of a partition, and how to read it. */
    public SharedRecord(AcquiredRecord acquired, TopicPartition partition, Codec<K> keys, Codec<V> values) {
        this.acquired = acquired;
        this.partition = partition;
        this.keys = keys;
        this.values = values;
    }

    /** What to settle it by. */
    public RecordId id() {
        return acquired.id();
    }

    /** Where it is stored. */
    public TopicPartition partition() {
        return partition;
    }

    /** Its offset there. */
    public long offset() {
        return acquired.record().offset();
    }

    /** How often it was delivered, this time included; more than 1 means redelivered. */
    public int deliveryCount() {
        return acquired.deliveryCount();
    }

    /** When it was created, in milliseconds since the epoch. */
    public long timestampMs() {
        return acquired.record().timestampMs();
    }

    /** Its key, or null. @throws IllegalArgumentException if the bytes are no such value */
    public @Nullable K key() {
        return keys.decode(acquired.record().content().key());
    }

    /** Its value, or null. @throws IllegalArgumentException if the bytes are no such value */
    public @Nullable V value() {
        return values.decode(acquired.record().content().value());
    }

    /** Its headers, in order. */
    public List<Header> headers() {
        return acquired.record().content().headers();
    }

    /** It as it was acquired. */
    public AcquiredRecord acquired() {
        return acquired;
    }

    @Override
    public String toString() {
        return partition + " offset " + offset() + ", delivery " + deliveryCount();
    }
}
