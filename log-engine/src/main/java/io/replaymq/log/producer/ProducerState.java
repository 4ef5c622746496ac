package io.replaymq.log.producer;

import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.record.RecordBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * What one producer has appended to one partition: its epoch, and where its last batches went.
 *
 * <p>An AppendSet is judged as a whole before any of it counts, so a state can be asked {@link #judge} for several batches in a row;
 * a verdict counts on from those of the same set, and {@link #append} makes them final.
 */
public final class ProducerState {
    /** How many batches are remembered, so that a repetition is answered with its first offsets. As many as Kafka has. */
    public static final int REMEMBERED_BATCHES = 5;

    /** A verdict: the batch has not been seen before and is the next one. */
    public static final long NEW = -1;

    /** A verdict: the batch was appended before, so long ago that its offset is not remembered. */
    public static final long APPENDED_LONG_AGO = -2;

    private static final int HALF_OF_ALL_SEQUENCES = 1 << 30;

    private final long producerId;
    private final int[] firstSequences = new int[REMEMBERED_BATCHES];
    private final int[] lastSequences = new int[REMEMBERED_BATCHES];
    private final long[] baseOffsets = new long[REMEMBERED_BATCHES];
    private int remembered;
    private int newest = REMEMBERED_BATCHES - 1;
    private short epoch = -1;
    private int nextSequence;
    private long judgedSet = -1;
    private short judgedEpoch;
    private int judgedNext;

    ProducerState(long producerId) {
        this.producerId = producerId;
    }

    static ProducerState restore(ProducerSnapshot snapshot) {
        ProducerState state = new ProducerState(snapshot.producerId());
        state.epoch = snapshot.epoch();
        for (ProducerSnapshot.Appended each : snapshot.batches()) {
            state.remember(each.firstSequence(), each.lastSequence(), each.baseOffset());
        }
        return state;
    }

    long producerId() {
        return producerId;
    }

    short epoch() {
        return epoch;
    }

    /** Where its last batch went. */
    long lastOffset() {
        return baseOffsets[newest];
    }

    boolean hasAppended() {
        return remembered > 0;
    }

    /**
     * Judges a batch of a set.
     *
     * @param set a number of its own for each set
     * @return {@link #NEW}, or the base offset it had when it was appended before, or {@link #APPENDED_LONG_AGO}
     * @throws ProducerFencedException if a later epoch has appended
     * @throws OutOfOrderSequenceException if it is neither the next nor one that was appended
     */
    public long judge(RecordBatch batch, long set) {
        if (judgedSet != set) {
            judgedSet = set;
            judgedEpoch = epoch;
            judgedNext = nextSequence;
        }
        if (batch.producerEpoch() < judgedEpoch) {
            throw new ProducerFencedException("producer " + producerId + " with epoch " + batch.producerEpoch()
                    + " has been fenced, expected epoch " + judgedEpoch + " or later");
        }
        if (batch.producerEpoch() == epoch) {
            for (int i = 0; i < remembered; i++) {
                if (firstSequences[i] == batch.baseSequence() && lastSequences[i] == batch.lastSequence()) {
                    return baseOffsets[i];
                }
            }
            if (remembered > 0 && isBefore(batch.lastSequence(), firstSequences[oldest()])) {
                return APPENDED_LONG_AGO;
            }
        }
        int expected = batch.producerEpoch() > judgedEpoch ? 0 : judgedNext;
        if (batch.baseSequence() != expected) {
            throw new OutOfOrderSequenceException("producer " + producerId + ", epoch " + batch.producerEpoch()
                    + ": expected sequence " + expected + ", found " + batch.baseSequence());
        }
        judgedEpoch = batch.producerEpoch();
        judgedNext = next(batch.lastSequence());
        return NEW;
    }

    /** Takes note of a batch, with its base offset, that is appended. */
    public void append(RecordBatch batch) {
        if (batch.producerEpoch() != epoch) {
            epoch = batch.producerEpoch();
            remembered = 0;
        }
        remember(batch.baseSequence(), batch.lastSequence(), batch.baseOffset());
    }

    private void remember(int first, int last, long baseOffset) {
        newest = (newest + 1) % REMEMBERED_BATCHES;
        firstSequences[newest] = first;
        lastSequences[newest] = last;
        baseOffsets[newest] = baseOffset;
        remembered = Math.min(remembered + 1, REMEMBERED_BATCHES);
        nextSequence = next(last);
    }

    private int oldest() {
        return (newest + 1 - remembered + REMEMBERED_BATCHES) % REMEMBERED_BATCHES;
    }

    /** Whether one sequence was given out before another: they follow each other without a gap, and wrap. */
    private static boolean isBefore(int sequence, int later) {
        int distance = (later - sequence) & Integer.MAX_VALUE;
        return distance > 0 && distance <= HALF_OF_ALL_SEQUENCES;
    }

    private static int next(int lastSequence) {
        return lastSequence == Integer.MAX_VALUE ? 0 : lastSequence + 1;
    }

    ProducerSnapshot snapshot() {
        List<ProducerSnapshot.Appended> batches = new ArrayList<>(remembered);
        for (int i = 0; i < remembered; i++) {
            int at = (oldest() + i) % REMEMBERED_BATCHES;
            batches.add(new ProducerSnapshot.Appended(firstSequences[at], lastSequences[at], baseOffsets[at]));
        }
        return new ProducerSnapshot(producerId, epoch, batches);
    }
}
