package io.replaymq.log.producer;

import io.replaymq.log.record.RecordBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The producers of one partition, by producer id. Open addressing over primitive ids, because it is asked for every batch.
 *
 * <p><b>Threads:</b> belongs to one thread at a time.
 */
public final class ProducerStates {
    /**
     * How many producers of a partition are remembered at least: those that appended last. By number, not by age, so that no clock
     * can make the log forget one.
     */
    public static final int REMEMBERED_PRODUCERS = 10_000;

    private static final int INITIAL_SLOTS = 16;

    private @Nullable ProducerState[] slots = new @Nullable ProducerState[INITIAL_SLOTS];
    private int size;

    /** Takes back what {@link #snapshot} gave. */
    public static ProducerStates restore(List<ProducerSnapshot> snapshots) {
        ProducerStates states = new ProducerStates();
        for (ProducerSnapshot each : snapshots) {
            states.insert(ProducerState.restore(each));
        }
        return states;
    }

    /** What is known of the producer of a batch; created if it is its first. */
    public ProducerState of(long producerId) {
        ProducerState known = slots[slotOf(producerId)];
        return known == null ? insert(new ProducerState(producerId)) : known;
    }

    /** Shows each producer that has appended, and the epoch with which it did so last. */
    void forEach(EpochConsumer consumer) {
        for (ProducerState each : slots) {
            if (each != null && each.hasAppended()) {
                consumer.accept(each.producerId(), each.epoch());
            }
        }
    }

    /** Takes a producer id and an epoch, without boxing them. */
    interface EpochConsumer {
        void accept(long producerId, short epoch);
    }

    /** Takes note of a batch that is in the log. */
    public void apply(RecordBatch batch) {
        if (batch.hasProducer()) {
            of(batch.producerId()).append(batch);
        }
    }

    private ProducerState insert(ProducerState state) {
        if ((size + 1) * 2 > slots.length) {
            rehash(slots.length * 2);
        }
        slots[slotOf(state.producerId())] = state;
        size++;
        return state;
    }

    private int slotOf(long producerId) {
        int mask = slots.length - 1;
        int slot = Long.hashCode(producerId * 0x9E3779B97F4A7C15L) & mask;
        while (true) {
            ProducerState found = slots[slot];
            if (found == null || found.producerId() == producerId) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private void rehash(int capacity) {
        @Nullable ProducerState[] old = slots;
        slots = new @Nullable ProducerState[capacity];
        for (ProducerState each : old) {
            if (each != null) {
                slots[slotOf(each.producerId())] = each;
            }
        }
    }

    /** Those that appended last, for a checkpoint; forgets the others, so that their number is bounded. */
    public List<ProducerSnapshot> snapshot() {
        List<ProducerState> kept = new ArrayList<>(size);
        for (ProducerState each : slots) {
            if (each != null && each.hasAppended()) {
                kept.add(each);
            }
        }
        if (kept.size() > REMEMBERED_PRODUCERS) {
            kept.sort(Comparator.comparingLong(ProducerState::lastOffset).reversed());
            kept.subList(REMEMBERED_PRODUCERS, kept.size()).clear();
        }
        if (kept.size() < size) {
            slots = new @Nullable ProducerState[INITIAL_SLOTS];
            size = 0;
            kept.forEach(this::insert);
        }
        return kept.stream().map(ProducerState::snapshot).toList();
    }
}
