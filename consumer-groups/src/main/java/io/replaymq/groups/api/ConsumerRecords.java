package io.replaymq.groups.api;

import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.StoredRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * What one poll returned: records in the order of their offsets within each partition. They are taken from their batches while this is
 * iterated. Immutable; any thread; may be iterated again.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class ConsumerRecords<K, V> implements Iterable<ConsumerRecord<K, V>> {
    private final List<Run> runs;
    private final Map<TopicPartition, CommittedOffset> nextOffsets;
    private final int count;
    private final Codec<K> keys;
    private final Codec<V> values;

    /**
     * Some records of a partition, one after the other: a whole batch, or a part of one.
     *
     * @param partition where they were read
     * @param records they
     * @param count how many they are, 1 or more
     */
    public record Run(TopicPartition partition, Iterable<StoredRecord> records, int count) {}

    /** @param nextOffsets for each partition, the offset after its last record here */
    public ConsumerRecords(
            List<Run> runs, Map<TopicPartition, CommittedOffset> nextOffsets, Codec<K> keys, Codec<V> values) {
        this.runs = List.copyOf(runs);
        this.nextOffsets = Map.copyOf(nextOffsets);
        this.count = runs.stream().mapToInt(Run::count).sum();
        this.keys = keys;
        this.values = values;
    }

    /** How many records there are. */
    public int count() {
        return count;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** The partitions that records are of. */
    public Set<TopicPartition> partitions() {
        return nextOffsets.keySet();
    }

    /** For each partition, the offset after its last record here: what to commit once all of it is processed. */
    public Map<TopicPartition, CommittedOffset> nextOffsets() {
        return nextOffsets;
    }

    /** The records of one partition. */
    public List<ConsumerRecord<K, V>> records(TopicPartition partition) {
        List<ConsumerRecord<K, V>> found = new ArrayList<>();
        for (Run run : runs) {
            if (run.partition().equals(partition)) {
                run.records().forEach(each -> found.add(new ConsumerRecord<>(partition, each, keys, values)));
            }
        }
        return found;
    }

    @Override
    public Iterator<ConsumerRecord<K, V>> iterator() {
        return new Records();
    }

    private final class Records implements Iterator<ConsumerRecord<K, V>> {
        private final Iterator<Run> rest = runs.iterator();
        private TopicPartition partition = new TopicPartition("", 0);
        private Iterator<StoredRecord> records = Collections.emptyIterator();

        @Override
        public boolean hasNext() {
            while (!records.hasNext()) {
                if (!rest.hasNext()) {
                    return false;
                }
                Run run = rest.next();
                partition = run.partition();
                records = run.records().iterator();
            }
            return true;
        }

        @Override
        public ConsumerRecord<K, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return new ConsumerRecord<>(partition, records.next(), keys, values);
        }
    }
}
