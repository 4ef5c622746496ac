package io.replaymq.log.read;

import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Batches;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.segment.PartitionSegments;
import io.replaymq.log.testing.MemoryDirectory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** Tries the orders in which the steps of two threads can come, where they meet without a lock. */
class ReadingRacesTest {
    private static final int ORDERS_TRIED = 300;
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @Test
    void aReaderOfTheTailSeesARunOfBatchesOrNothing() {
        RecordBatch[] batches = {batch(0), batch(1), batch(2)};
        Lincheck.runConcurrentTest(ORDERS_TRIED, () -> {
            PartitionTail tail = new PartitionTail();
            tail.add(batches[0]);
            tail.add(batches[1]);
            AtomicReference<List<RecordBatch>> read = new AtomicReference<>(List.of());
            Thread reader = new Thread(() -> read.set(tail.read(1, 3, 1 << 20)));
            reader.start();
            tail.add(batches[2]);
            tail.removeOldest();
            tail.removeOldest();
            join(reader);
            long expected = 1;
            for (RecordBatch each : read.get()) {
                check(each.baseOffset() == expected, "offset " + each.baseOffset() + ", expected " + expected);
                expected++;
            }
        });
    }

    /** Neither of the two looks before it has shown itself, so one of them sees the other. */
    @Test
    void aFetchThatWaitsIsAnsweredByWhatIsPublished() throws IOException {
        RecordBatch published = batch(0);
        try (PartitionSegments segments = emptySegments();
                ReaderThreads readers = new ReaderThreads(1)) {
            Lincheck.runConcurrentTest(ORDERS_TRIED, () -> {
                ReadablePartition partition = new ReadablePartition(ORDERS, segments, new TailCache(1 << 20), readers);
                AtomicReference<CompletableFuture<Fetch>> fetch = new AtomicReference<>(new CompletableFuture<>());
                Thread reader = new Thread(() -> fetch.set(partition.fetch(0, 1 << 10)));
                reader.start();
                partition.publish(List.of(published));
                join(reader);
                check(fetch.get().isDone(), "nobody answered the fetch");
                check(fetch.get().join().nextOffset() == 1, "the fetch missed what was published");
            });
        }
    }

    @Test
    void whoSeesTheReadableEndCanReadUpToIt() throws IOException {
        RecordBatch published = batch(0);
        try (PartitionSegments segments = emptySegments();
                ReaderThreads readers = new ReaderThreads(1)) {
            Lincheck.runConcurrentTest(ORDERS_TRIED, () -> {
                ReadablePartition partition = new ReadablePartition(ORDERS, segments, new TailCache(1 << 20), readers);
                AtomicReference<String> wrong = new AtomicReference<>("");
                Thread reader = new Thread(() -> {
                    boolean readable = partition.highWatermark() == 1;
                    if (readable && !partition.fetch(0, 1 << 10).isDone()) {
                        wrong.set("not in the tail, but below the readable end");
                    }
                });
                reader.start();
                partition.publish(List.of(published));
                join(reader);
                check(wrong.get().isEmpty(), wrong.get());
            });
        }
    }

    private static PartitionSegments emptySegments() throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        return PartitionSegments.open(directory, ORDERS, 16 << 10, 0);
    }

    private static RecordBatch batch(long offset) {
        return Batches.ofTexts(offset, 0, "x");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
