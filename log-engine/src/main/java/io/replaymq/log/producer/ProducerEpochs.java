package io.replaymq.log.producer;

import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.record.RecordBatch;
import java.util.List;

/**
 * The highest epoch of each producer id anywhere in the log: a producer that was fenced in one partition is fenced in all. Holds only
 * ids whose epoch was ever raised, so for most logs it is empty. Open addressing over primitives, because it is asked for every
 * batch.
 *
 * <p>Not stored: it follows from what each partition remembers of its producers.
 *
 * <p><b>Threads:</b> belongs to the sequencing thread.
 */
public final class ProducerEpochs {
    private static final int INITIAL_SLOTS = 16;

    private long[] ids = new long[INITIAL_SLOTS];
    private short[] epochs = new short[INITIAL_SLOTS]; // 0: the slot is free
    private int size;

    /** What follows from the producers of all partitions. */
    public static ProducerEpochs of(List<ProducerStates> partitions) {
        ProducerEpochs all = new ProducerEpochs();
        partitions.forEach(each -> each.forEach(all::raise));
        return all;
    }

    /** Checks that nobody has appended with a later epoch. @throws ProducerFencedException if somebody has, anywhere */
    public void ensureCurrent(RecordBatch batch) {
        if (size == 0) {
            return;
        }
        short highest = epochs[slotOf(batch.producerId())];
        if (batch.producerEpoch() < highest) {
            throw new ProducerFencedException("producer " + batch.producerId() + " with epoch " + batch.producerEpoch()
                    + " has been fenced, expected epoch " + highest + " or later");
        }
    }

    /** Takes note of a batch that is appended. */
    public void apply(RecordBatch batch) {
        if (batch.producerEpoch() > 0) {
            raise(batch.producerId(), batch.producerEpoch());
        }
    }

    private void raise(long producerId, short epoch) {
        int slot = slotOf(producerId);
        if (epoch <= epochs[slot]) {
            return;
        }
        size += epochs[slot] == 0 ? 1 : 0;
        ids[slot] = producerId;
        epochs[slot] = epoch;
        if (size * 2 > ids.length) {
            rehash();
        }
    }

    private void rehash() {
        long[] oldIds = ids;
        short[] oldEpochs = epochs;
        ids = new long[oldIds.length * 2];
        epochs = new short[ids.length];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldEpochs[i] != 0) {
                int slot = slotOf(oldIds[i]);
                ids[slot] = oldIds[i];
                epochs[slot] = oldEpochs[i];
            }
        }
    }

    private int slotOf(long producerId) {
        int mask = ids.length - 1;
        int slot = Long.hashCode(producerId * 0x9E3779B97F4A7C15L) & mask;
        while (epochs[slot] != 0 && ids[slot] != producerId) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
