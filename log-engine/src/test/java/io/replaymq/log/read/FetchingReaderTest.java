package io.replaymq.log.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Batches;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.segment.PartitionSegments;
import io.replaymq.log.storage.DiskDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchingReaderTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path root;

    private DiskDirectory directory;
    private PartitionSegments segments;
    private LogFetcher fetcher;
    private ReadablePartition readable;

    @BeforeEach
    void open() throws IOException {
        directory = DiskDirectory.open(root);
        segments = PartitionSegments.open(directory, ORDERS, 64 << 10, 0);
        segments.recover(0);
        fetcher = LogFetcher.start(1, 0, 1 << 20, TimeSource.SYSTEM); // no tail in memory: every read goes to the disk
        readable = fetcher.add(ORDERS, segments);
    }

    @AfterEach
    void close() throws IOException {
        fetcher.close();
        segments.close();
        directory.close();
    }

    @Test
    void readsEverythingInOrder() throws Exception {
        append(3_000);
        try (LogReader reader = fetcher.reader(ORDERS, 0)) {
            assertThat(reader.remainingOffsets()).isEqualTo(3_000);
            assertThat(readAll(reader, 3_000)).isEqualTo(texts(0, 3_000));
            assertThat(reader.position()).isEqualTo(3_000);
            assertThat(reader.remainingOffsets()).isZero();
            assertThat(reader.poll(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void beginsInTheMiddleOfABatch() throws Exception {
        RecordBatch batch = Batches.ofTexts(0, 0, "a", "b", "c");
        segments.append(List.of(batch));
        readable.publish(List.of(batch));

        try (LogReader reader = fetcher.reader(ORDERS, 1)) {
            assertThat(Batches.textsOf(reader.poll(LONG))).containsExactly("b", "c");
        }
    }

    @Test
    void goesWhereItIsTold() throws Exception {
        append(1_000);
        try (LogReader reader = fetcher.reader(ORDERS, 0)) {
            reader.poll(LONG);
            reader.seek(900);
            assertThat(reader.poll(LONG).get(0).offset()).isEqualTo(900);
            reader.seekToTime(500);
            assertThat(reader.position()).isEqualTo(500);
            assertThat(reader.poll(LONG).get(0).offset()).isEqualTo(500);
        }
    }

    @Test
    void waitsForTheFirstRecord() throws Exception {
        try (LogReader reader = fetcher.reader(ORDERS, 0)) {
            assertThat(reader.poll(Duration.ofMillis(1))).isEmpty();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> append(1));

            assertThat(Batches.textsOf(reader.poll(LONG))).isEqualTo(texts(0, 1));
            writer.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void saysWhenItsPositionIsGone() throws Exception {
        append(1_000);
        segments.trim(500);
        try (LogReader reader = fetcher.reader(ORDERS, 0)) {
            assertThatThrownBy(() -> reader.poll(LONG)).isInstanceOf(OffsetOutOfRangeException.class);
            reader.seek(500);
            assertThat(reader.poll(LONG)).isNotEmpty();
        }
    }

    @Test
    void isRefusedOnceItOrTheLogIsClosed() {
        LogReader first = fetcher.reader(ORDERS, 0);
        first.close();
        assertThatThrownBy(() -> first.poll(LONG))
                .isInstanceOf(LogClosedException.class)
                .hasMessage("the reader is closed");

        LogReader second = fetcher.reader(ORDERS, 0);
        fetcher.close();
        assertThatThrownBy(() -> second.poll(LONG))
                .isInstanceOf(LogClosedException.class)
                .hasMessage("the log is closed");
    }

    @Test
    void harmsNoFileWhenItsThreadIsInterruptedAllTheTime() throws Exception {
        append(2_000);
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        Thread application = new Thread(() -> {
            try (LogReader reader = fetcher.reader(ORDERS, 0)) {
                started.countDown();
                while (!done.get()) {
                    try {
                        reader.seek(0);
                        reader.poll(LONG);
                    } catch (InterruptedException e) {
                        interrupted.incrementAndGet();
                    }
                }
            }
        });
        application.start();
        started.await();

        for (int i = 0; i < 2_000; i++) {
            application.interrupt();
            appendOne(2_000 + i);
        }
        while (interrupted.get() == 0) { // it may have had luck so far
            application.interrupt();
        }
        done.set(true);
        application.join();

        try (LogReader reader = fetcher.reader(ORDERS, 0)) {
            assertThat(readAll(reader, 4_000)).isEqualTo(texts(0, 4_000));
        }
    }

    @Test
    void hasAFewPiecesAheadOfASlowApplicationAndNoMore() throws Exception {
        appendLarge(120);
        FetchesAhead fetches = FetchesAhead.from(0, readable);

        long end = 0;
        while (end < 120) {
            Fetch first = fetches.first().get(10, TimeUnit.SECONDS);
            assertThat(fetches.size()).isBetween(1, FetchesAhead.MOST);
            assertThat(first.batches().get(0).baseOffset()).isEqualTo(end);
            end = first.nextOffset();
            fetches.take(first);
        }

        assertThat(fetches.first()).as("the one that waits at the end").isNotDone();
        fetches.drop();
        assertThat(fetches.first()).isCancelled();
    }

    @Test
    void tellsOfDamageWhenItComesToIt() throws Exception {
        appendLarge(120);
        damage(root.resolve("orders-0/00000000000000000040.log"));
        try (LogReader reader = fetcher.reader(ORDERS, 0)) {
            assertThatThrownBy(() -> readAll(reader, 120)).isInstanceOf(CorruptLogException.class);
            assertThat(reader.position()).isBetween(1L, 40L);
            assertThatThrownBy(() -> readAll(reader, 120)).isInstanceOf(CorruptLogException.class);
            reader.seek(41);
            assertThat(readAll(reader, 120)).hasSize(79);
        }
    }

    /** Each in a segment of its own. */
    private void appendLarge(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            RecordBatch batch = Batches.ofTexts(i, i, "x".repeat(64 << 10));
            segments.append(List.of(batch));
            readable.publish(List.of(batch));
        }
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 10] ^= 1;
        Files.write(file, bytes);
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            appendOne(i);
        }
    }

    /** One record, whose timestamp is its offset. */
    private void appendOne(long offset) {
        try {
            RecordBatch batch = Batches.ofTexts(offset, offset, text(offset));
            segments.append(List.of(batch));
            readable.publish(List.of(batch));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(long offset) {
        return offset + "x".repeat(200);
    }

    private static List<String> texts(int from, int to) {
        List<String> texts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            texts.add(text(i));
        }
        return texts;
    }

    private static List<String> readAll(LogReader reader, long end) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        while (reader.position() < end) {
            texts.addAll(Batches.textsOf(reader.poll(LONG)));
        }
        return texts;
    }
}
