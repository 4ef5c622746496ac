package io.replaymq.groups.api;

import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.StoredRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that a consumer read: a view of the batch it came in, nothing copied. Key and value are decoded when they are asked for, at
 * each call; so a value that cannot be decoded stops nobody but who asks for it.
 *
 * <p>Immutable; any thread. Holding on to it holds on to the whole batch.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class ConsumerRecord<K, V> {
    private final TopicPartition partition;
    private final StoredRecord record;
    private final Codec<K> keys;
    private final Codec<V> values;

    /** A view of a stored record. */
    public ConsumerRecord(TopicPartition partition, StoredRecord record, Codec<K> keys, Codec<V> values) {
        this.partition = partition;
        this.record = record;
        this.keys = keys;
        this.values = values;
    }

    /** Where it was read. */
    public TopicPartition partition() {
        return partition;
    }

    /** The topic it was read from. */
    public String topic() {
        return partition.topic();
    }

    /** Its number in its partition. */
    public long offset() {
        return record.offset();
    }

    /** When it was created, in milliseconds since the epoch; -1 for unknown. */
    public long timestampMs() {
        return record.timestampMs();
    }

    /** Its key; null if it has none. @throws IllegalArgumentException if the bytes are no such key */
    public @Nullable K key() {
        return keys.decode(record.content().key());
    }

    /** Its value; null if it has none. @throws IllegalArgumentException if the bytes are no such value */
    public @Nullable V value() {
        return values.decode(record.content().value());
    }

    /** Its headers, in order. */
    public List<Header> headers() {
        return record.content().headers();
    }

    /** Key, value and headers as they lie in the log. */
    public StoredRecord stored() {
        return record;
    }

    @Override
    public String toString() {
        return partition + " offset " + offset();
    }
}
