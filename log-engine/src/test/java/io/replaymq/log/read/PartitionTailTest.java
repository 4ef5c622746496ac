package io.replaymq.log.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.record.Batches;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PartitionTailTest {
    @SeededTest(runs = 50)
    void holdsTheBatchesThatWereAddedLastWithinTheBudgetOfAllPartitions(Seed seed) {
        long budget = 20_000;
        TailCache cache = new TailCache(budget);
        List<PartitionTail> tails = List.of(new PartitionTail(), new PartitionTail());
        List<List<RecordBatch>> written = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 200; i++) {
            int which = seed.nextInt(2);
            RecordBatch batch = Batches.any(seed, endOf(written.get(which)), 3, seed.oneIn(50) ? 30_000 : 300);
            written.get(which).add(batch);
            cache.add(tails.get(which), batch);

            long held = 0;
            for (int t = 0; t < 2; t++) {
                held += heldBytes(tails.get(t), written.get(t));
            }
            assertThat(held).isLessThanOrEqualTo(budget);
        }
    }

    /** What of the batches is held is a run up to the last one, found from each of its offsets. */
    private static long heldBytes(PartitionTail tail, List<RecordBatch> written) {
        long end = endOf(written);
        long bytes = 0;
        boolean held = false;
        for (RecordBatch each : written) {
            List<RecordBatch> read = tail.read(each.endOffset() - 1, end, 1);
            assertThat(read.isEmpty()).isEqualTo(!held && read.isEmpty());
            if (!read.isEmpty()) {
                held = true;
                assertThat(read).containsExactly(each);
                bytes += each.sizeInBytes();
            }
        }
        return bytes;
    }

    private static long endOf(List<RecordBatch> batches) {
        return batches.isEmpty() ? 0 : batches.get(batches.size() - 1).endOffset();
    }

    @Test
    void readersNeverSeeAGapWhileBatchesComeAndGo() throws Exception {
        PartitionTail tail = new PartitionTail();
        TailCache cache = new TailCache(20_000);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> readUntil(done, tail));

        for (int i = 0; i < 200_000; i++) {
            cache.add(tail, Batches.ofTexts(i, 0, "x"));
        }
        done.set(true);

        assertThat(reader.get(30, TimeUnit.SECONDS)).isNotNegative();
    }

    private static long readUntil(AtomicBoolean done, PartitionTail tail) {
        long seen = 0;
        for (long from = 0; !done.get(); from = (from + 97) % 200_000) {
            long next = from;
            for (RecordBatch each : tail.read(from, Long.MAX_VALUE, 2_000)) {
                if (each.baseOffset() != next) {
                    throw new IllegalStateException("offset " + each.baseOffset() + ", expected " + next);
                }
                next = each.endOffset();
                seen++;
            }
        }
        return seen;
    }
}
