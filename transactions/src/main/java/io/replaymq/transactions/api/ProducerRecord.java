package io.replaymq.transactions.api;

import io.replaymq.log.record.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record to be sent.
 *
 * @param topic the topic, which must exist
 * @param partition the number of the partition, or {@link #ANY_PARTITION}
 * @param timestampMs when it was created, in milliseconds since the epoch, or {@link #SEND_TIME}
 * @param key what it is about; may be null
 * @param value what it says; null is a tombstone to compaction
 * @param headers named values beside it, in order
 * @param <K> what keys are
 * @param <V> what values are
 */
public record ProducerRecord<K, V>(
        String topic,
        int partition,
        long timestampMs,
        @Nullable K key,
        @Nullable V value,
        List<Header> headers) {
    /** The partition is chosen by the key, or is any one if there is no key. */
    public static final int ANY_PARTITION = -1;

    /** The record is stamped with the time at which it is sent. */
    public static final long SEND_TIME = -1;

    /** Checks the numbers and copies the headers. */
    public ProducerRecord {
        if (partition < ANY_PARTITION || timestampMs < SEND_TIME) {
            throw new IllegalArgumentException(
                    "partition=" + partition + ", timestampMs=" + timestampMs + ", expected -1 or more");
        }
        headers = List.copyOf(headers);
    }

    /** A record with a key. */
    public static <K, V> ProducerRecord<K, V> of(String topic, @Nullable K key, @Nullable V value) {
        return new ProducerRecord<>(topic, ANY_PARTITION, SEND_TIME, key, value, List.of());
    }

    /** A record without a key. */
    public static <K, V> ProducerRecord<K, V> of(String topic, @Nullable V value) {
        return of(topic, null, value);
    }

    /** This record, for a partition of that number. */
    public ProducerRecord<K, V> toPartition(int number) {
        return new ProducerRecord<>(topic, number, timestampMs, key, value, headers);
    }

    /** This record, created at that time. */
    public ProducerRecord<K, V> createdAt(Instant time) {
        return new ProducerRecord<>(topic, partition, time.toEpochMilli(), key, value, headers);
    }

    /** This record with one header more, whose value is not null. */
    public ProducerRecord<K, V> withHeader(String name, byte[] bytes) {
        return withHeader(new Header(name, bytes));
    }

    /** This record with one header more. */
    public ProducerRecord<K, V> withHeader(Header header) {
        List<Header> more = new ArrayList<>(headers);
        more.add(header);
        return new ProducerRecord<>(topic, partition, timestampMs, key, value, more);
    }
}
