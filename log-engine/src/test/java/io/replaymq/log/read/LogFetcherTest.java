package io.replaymq.log.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.Batches;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.segment.PartitionSegments;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import io.replaymq.log.testing.MemoryDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFetcherTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final long NO_TAIL = 0;

    private final LogDirectory directory = new MemoryDirectory();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    /** A log as the pipeline sees it: first the segments, then whoever reads. */
    private record Log(LogFetcher fetcher, PartitionSegments segments, ReadablePartition readable) {
        void append(String... texts) throws IOException {
            RecordBatch batch = Batches.ofTexts(segments.endOffset(), 1_000 + segments.endOffset(), texts);
            segments.append(List.of(batch));
            readable.publish(List.of(batch));
        }

        CompletableFuture<Fetch> fetch(long offset, int maxBytes) {
            return fetcher.fetch(ORDERS, offset, maxBytes).toCompletableFuture();
        }

        List<String> read(long offset, int maxBytes) {
            return textsOf(
                    fetch(offset, maxBytes).orTimeout(10, TimeUnit.SECONDS).join());
        }
    }

    private Log openLog(long tailBytes) throws IOException {
        PartitionSegments segments = PartitionSegments.open(directory, ORDERS, 8 << 10, 0);
        segments.recover(0);
        LogFetcher fetcher = LogFetcher.start(2, tailBytes, 1 << 20, TimeSource.SYSTEM);
        open.add(fetcher);
        open.add(segments);
        return new Log(fetcher, segments, fetcher.add(ORDERS, segments));
    }

    @ParameterizedTest
    @ValueSource(longs = {NO_TAIL, 1_000, 1 << 20})
    void readsFromMemoryAndDiskAlike(long tailBytes) throws IOException {
        Log log = openLog(tailBytes);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            log.append("a" + i, "b" + i);
            written.add("a" + i);
            written.add("b" + i);
        }

        for (int offset = 0; offset < written.size(); offset += 7) {
            assertThat(log.read(offset, 1)).containsExactlyElementsOf(written.subList(offset & ~1, (offset & ~1) + 2));
        }
        List<String> all = new ArrayList<>();
        for (long next = 0; next < written.size(); ) {
            Fetch fetch = log.fetch(next, 1_000).join();
            all.addAll(textsOf(fetch));
            next = fetch.nextOffset();
            assertThat(fetch.readableEnd()).isEqualTo(written.size());
        }
        assertThat(all).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(longs = {NO_TAIL, 1 << 20})
    void answersAFetchAtTheEndWhenThereIsMore(long tailBytes) throws Exception {
        Log log = openLog(tailBytes);
        log.append("a");
        CompletableFuture<Fetch> first = log.fetch(1, 100);
        CompletableFuture<Fetch> second = log.fetch(1, 100);
        assertThat(first).isNotDone();

        log.append("b");

        assertThat(textsOf(first.get(10, TimeUnit.SECONDS))).containsExactly("b");
        assertThat(textsOf(second.get(10, TimeUnit.SECONDS))).containsExactly("b");
    }

    @Test
    void losesNoFetchThatArrivesWhileSomethingIsPublished() throws Exception {
        Log log = openLog(1 << 20);
        int rounds = 20_000;
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            for (long next = 0; next < rounds; ) {
                next = log.fetch(next, 1).orTimeout(30, TimeUnit.SECONDS).join().nextOffset();
            }
        });

        for (int i = 0; i < rounds; i++) {
            log.append("x");
        }

        reader.get(60, TimeUnit.SECONDS);
    }

    @Test
    void forgetsAFetchThatWasCancelled() throws IOException {
        Log log = openLog(1 << 20);
        CompletableFuture<Fetch> fetch = log.fetch(0, 100);

        fetch.cancel(false);
        log.append("a");

        assertThat(fetch).isCancelled();
        assertThat(log.read(0, 100)).containsExactly("a");
    }

    @Test
    void refusesOffsetsThatAreNotThere() throws IOException {
        Log log = openLog(1 << 20);
        IntStream.range(0, 100).forEach(i -> append(log, "x".repeat(500)));
        log.segments().trim(50);

        assertFails(log.fetch(101, 1), OffsetOutOfRangeException.class, "offset 101, expected 50");
        assertFails(log.fetch(49, 1), OffsetOutOfRangeException.class, "offset 49, expected 50");
        assertThat(log.read(50, 1)).hasSize(1);
        assertFails(
                log.fetcher().fetch(new TopicPartition("orders", 1), 0, 1).toCompletableFuture(),
                UnknownTopicException.class,
                "orders-1");
    }

    @Test
    void findsTheFirstRecordAtOrAfterATime() throws IOException {
        Log log = openLog(NO_TAIL);
        IntStream.range(0, 100).forEach(i -> append(log, "x".repeat(500)));

        assertThat(offsetForTime(log, 0)).isZero();
        assertThat(offsetForTime(log, 1_042)).isEqualTo(42);
        assertThat(offsetForTime(log, 5_000)).isEqualTo(100);
    }

    @Test
    void failsRatherThanReturnDamagedRecords() throws IOException {
        Log log = openLog(NO_TAIL);
        log.append("first");
        log.append("second");
        try (LogFile file = directory.open("orders-0/00000000000000000000.log", OpenMode.EXISTING)) {
            file.write(file.size() - 3, ByteBuffer.wrap(new byte[] {'X'}));
        }

        assertThat(log.read(0, 1 << 20)).containsExactly("first");
        assertFails(log.fetch(1, 1 << 20), CorruptLogException.class, "batch checksum stored=");
    }

    @Test
    void answersEverybodyWhenItIsClosed() throws IOException {
        Log log = openLog(NO_TAIL);
        log.append("a");
        CompletableFuture<Fetch> waiting = log.fetch(1, 1);

        log.fetcher().close();

        assertFails(waiting, LogClosedException.class, "the log is closed");
        assertFails(log.fetch(0, 1), LogClosedException.class, "the log is closed");
        assertFails(log.fetch(1, 1), LogClosedException.class, "the log is closed");
        assertFails(
                log.fetcher().offsetForTime(ORDERS, 0).toCompletableFuture(),
                LogClosedException.class,
                "the log is closed");
    }

    @Test
    void leavesNoThreadBehind() throws IOException {
        Log log = openLog(NO_TAIL);
        log.append("a");
        log.read(0, 1);

        log.fetcher().close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.isAlive() && thread.getName().startsWith("log-reader-"));
    }

    private static long offsetForTime(Log log, long timestampMs) {
        return log.fetcher()
                .offsetForTime(ORDERS, timestampMs)
                .toCompletableFuture()
                .join();
    }

    private static void append(Log log, String text) {
        try {
            log.append(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertFails(CompletableFuture<?> future, Class<? extends Exception> type, String message) {
        assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(type)
                .hasMessageContaining(message);
    }

    private static List<String> textsOf(Fetch fetch) {
        List<String> texts = new ArrayList<>();
        fetch.batches().forEach(batch -> texts.addAll(Batches.textsOf(batch)));
        return texts;
    }
}
