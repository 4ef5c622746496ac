package io.replaymq.transactions.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BatchTooLargeException;
import io.replaymq.log.api.DiskFullException;
import io.replaymq.log.api.InvalidBatchException;
import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.transactions.api.ProducerClosedException;
import io.replaymq.transactions.api.ProducerConfig;
import io.replaymq.transactions.api.ProducerRecord;
import io.replaymq.transactions.api.RecordMetadata;
import io.replaymq.transactions.threads.SerialThread;
import io.replaymq.transactions.threads.SerialThread.LateTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a producer gets its batches into a log that makes it wait, or refuses. */
class LaneTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final ProducerConfig<String, String> CONFIG = ProducerConfig.of(Codec.UTF_8, Codec.UTF_8);

    private final ScriptedLog log = new ScriptedLog("orders", 1);
    private final SerialThread thread = new SerialThread("producers of a test", LateTasks.RUN_BY_CALLER);
    private final List<BatchingProducer<?, ?>> producers = new ArrayList<>();

    @AfterEach
    void close() {
        log.release();
        producers.forEach(each -> each.close(Duration.ofSeconds(30)));
        thread.close();
    }

    @Test
    void putsTogetherWhatComesWhileABatchIsUnderWay() {
        BatchingProducer<String, String> producer = producer(CONFIG);
        log.hold();

        List<CompletableFuture<RecordMetadata>> sent = send(producer, 0, 100);

        assertThat(log.held()).isEqualTo(1);
        log.release();
        assertThat(offsets(sent))
                .isEqualTo(IntStream.range(0, 100).boxed().map(Long::valueOf).toList());
        assertThat(log.batches(ORDERS)).extracting(RecordBatch::recordCount).containsExactly(1, 99);
        assertInOrder(100);
    }

    @Test
    void handsInNoMoreThanFiveFullBatches() {
        BatchingProducer<String, String> producer = producer(CONFIG.withBatches(200, Duration.ZERO));
        log.hold();

        List<CompletableFuture<RecordMetadata>> sent = send(producer, 0, 100);

        assertThat(log.held()).isEqualTo(Lane.MAX_IN_FLIGHT);
        log.release();
        offsets(sent);
        assertInOrder(100);
    }

    @Test
    void fillsBatchesFurtherWhileFiveAreUnderWay() {
        BatchingProducer<String, String> producer = producer(CONFIG.withBatches(200, Duration.ZERO));
        log.hold();

        List<CompletableFuture<RecordMetadata>> sent = send(producer, 0, 100);
        log.release();
        offsets(sent);

        List<Integer> sizes =
                log.batches(ORDERS).stream().map(RecordBatch::sizeInBytes).toList();
        assertThat(sizes.subList(0, Lane.MAX_IN_FLIGHT)).allMatch(each -> each <= 200);
        assertThat(sizes.get(Lane.MAX_IN_FLIGHT)).isBetween(201, 200 * Lane.BUSY_FACTOR);
        assertThat(sizes).allMatch(each -> each <= 200 * Lane.BUSY_FACTOR);
        assertInOrder(100);
    }

    @Test
    void makesNoBatchThatIsTooLargeForItsTopic() {
        log.inMemory().alterTopic("orders", TopicConfig.DEFAULTS.withMaxBatchBytes(1 << 10));
        BatchingProducer<String, String> producer = producer(CONFIG.withBatches(900, Duration.ZERO));
        log.hold();

        List<CompletableFuture<RecordMetadata>> sent = send(producer, 0, 300);
        log.release();
        offsets(sent);

        assertThat(log.batches(ORDERS)).allMatch(each -> each.sizeInBytes() <= 1 << 10);
        assertInOrder(300);
    }

    @Test
    void keepsTheOrderWhenTheLogHasNoRoomForAWhile() {
        BatchingProducer<String, String> producer = producer(CONFIG.withBatches(200, Duration.ZERO));
        log.inMemory().refuseAppends(new BackpressureException("full"));

        List<CompletableFuture<RecordMetadata>> sent = send(producer, 0, 100);
        assertThat(sent).noneMatch(CompletableFuture::isDone);
        log.inMemory().refuseAppends(null);

        offsets(sent);
        assertInOrder(100);
    }

    @Test
    void keepsTheOrderWhenABatchInTheMiddleIsRefusedForAWhile() {
        BatchingProducer<String, String> producer = producer(CONFIG.withBatches(200, Duration.ZERO));
        log.hold();
        List<CompletableFuture<RecordMetadata>> sent = send(producer, 0, 100);
        log.refuseNext(new DiskFullException("full, and again"));
        log.refuseNext(new DiskFullException("full"));

        log.release();

        offsets(sent);
        assertInOrder(100);
    }

    @Test
    void dropsOnlyTheBatchThatCanNeverBeAppended() {
        BatchingProducer<String, String> producer = producer(CONFIG.withBatches(1, Duration.ZERO));
        log.hold();
        List<CompletableFuture<RecordMetadata>> sent = send(producer, 0, 20);
        log.refuseNext(new BatchTooLargeException("for a test"));

        log.release();

        assertThatThrownBy(() -> sent.get(0).join()).hasCauseInstanceOf(BatchTooLargeException.class);
        assertThat(offsets(sent.subList(1, 20))).first().isEqualTo(0L);
        assertThat(values()).hasSize(19).first().isEqualTo("1");
        assertThat(values()).isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
    }

    @Test
    void goesOnUnderAnotherIdentityWhereTheLogHasForgottenIt() {
        BatchingProducer<String, String> producer = producer(CONFIG.withBatches(1, Duration.ZERO));
        offsets(send(producer, 0, 3));
        log.hold();
        List<CompletableFuture<RecordMetadata>> sent = send(producer, 3, 4);
        log.refuseNext(new OutOfOrderSequenceException("expected sequence 0, found 3"));

        log.release();

        offsets(sent);
        assertInOrder(7);
        assertThat(log.batches(ORDERS))
                .extracting(RecordBatch::producerId)
                .containsExactly(0L, 0L, 0L, 99L, 99L, 99L, 99L);
    }

    @Test
    void neverTakesARepetitionForASuccess() {
        BatchingProducer<String, String> one = producer(CONFIG);
        offsets(send(one, 0, 1));
        BatchingProducer<String, String> sameIdentity = new BatchingProducer<>(
                new ClientParts(log.log(), TimeSource.SYSTEM, thread),
                new ProducerIdentity(0, (short) 0),
                () -> CompletableFuture.completedStage(new ProducerIdentity(99, (short) 0)),
                CONFIG,
                new Compressors(CONFIG.compression()));
        producers.add(sameIdentity);

        assertThat(offsets(send(sameIdentity, 1, 1))).containsExactly(1L);

        assertInOrder(2);
    }

    @Test
    void failsEverythingOnceItIsFenced() {
        BatchingProducer<String, String> producer = producer(CONFIG.withBatches(1, Duration.ZERO));
        log.hold();
        List<CompletableFuture<RecordMetadata>> sent = send(producer, 0, 20);
        log.refuseNext(new ProducerFencedException("epoch 0, expected 1"));

        log.release();

        await().until(() -> sent.stream().allMatch(CompletableFuture::isDone));
        assertThatThrownBy(() -> sent.get(0).join()).hasCauseInstanceOf(ProducerFencedException.class);
        assertThatThrownBy(() -> sent.get(19).join()).hasCauseInstanceOf(ProducerFencedException.class);
        assertThatThrownBy(() -> producer.sendAndWait(ProducerRecord.of("orders", "late")))
                .isInstanceOf(ProducerFencedException.class);
        assertThat(values()).isEmpty();
    }

    @Test
    void givesUpAfterTheDeliveryTimeout() {
        BatchingProducer<String, String> producer = producer(CONFIG.withDeliveryTimeout(Duration.ZERO));
        log.inMemory().refuseAppends(new BackpressureException("full"));

        List<CompletableFuture<RecordMetadata>> sent = send(producer, 0, 1);

        assertThatThrownBy(() -> sent.get(0).join()).hasCauseInstanceOf(BackpressureException.class);
        log.inMemory().refuseAppends(null);
        assertThat(offsets(send(producer, 1, 1))).containsExactly(0L);
    }

    @Test
    void leavesNothingBehindWhenAnAnswerComesAtOnce() throws InterruptedException {
        BatchingProducer<String, String> producer = producer(CONFIG);
        log.inMemory().refuseAppends(new BackpressureException("full"));
        Thread waiter = new Thread(() -> {
            try {
                producer.sendAndWait(ProducerRecord.of("orders", "0"));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        waiter.start();
        await().until(() -> waiter.getState() == Thread.State.WAITING);
        List<CompletableFuture<RecordMetadata>> behind = send(producer, 1, 1);

        log.inMemory().refuseAppends(null);

        waiter.join();
        assertThat(offsets(behind)).containsExactly(1L);
    }

    @Test
    void refusesToTakeMoreThanItsMemoryHolds() {
        BatchingProducer<String, String> producer = producer(CONFIG.withBuffer(1_000, Duration.ZERO));
        log.hold();

        List<CompletableFuture<RecordMetadata>> sent = send(producer, 0, 100);

        long refused = sent.stream().filter(CompletableFuture::isDone).count();
        assertThat(refused).isBetween(60L, 80L);
        assertThatThrownBy(() -> sent.get(99).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(BackpressureException.class)
                .hasMessageContaining("expected at most");
        log.release();
        await().until(() -> sent.stream().allMatch(CompletableFuture::isDone));
        assertThat(values()).hasSize((int) (100 - refused));
    }

    @Test
    void waitsForMemoryAndGoesOnWhenThereIsSome() throws InterruptedException {
        BatchingProducer<String, String> producer = producer(CONFIG.withBuffer(1_000, Duration.ofMinutes(5)));
        log.hold();
        Thread sender = new Thread(() -> offsets(send(producer, 0, 1_000)));
        sender.start();
        await().until(() -> sender.getState() == Thread.State.TIMED_WAITING && log.held() == 1);

        log.release();

        sender.join();
        assertInOrder(1_000);
    }

    @Test
    void anInterruptionEndsTheWaitForMemory() {
        BatchingProducer<String, String> producer = producer(CONFIG.withBuffer(1, Duration.ofMinutes(5)));
        log.hold();
        send(producer, 0, 1);

        Thread.currentThread().interrupt();
        CompletableFuture<RecordMetadata> refused = send(producer, 1, 1).get(0);

        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(refused::join).hasCauseInstanceOf(BackpressureException.class);
    }

    @Test
    void givesBackTheMemoryOfASenderThatStoppedWaiting() throws InterruptedException {
        BatchingProducer<String, String> producer = producer(CONFIG.withBuffer(1, Duration.ofMinutes(5)));
        log.hold();
        Thread.currentThread().interrupt();
        // An interruption is noticed at the first wait: for memory there is none, so it is the one for the answer.
        assertThatThrownBy(() -> producer.sendAndWait(ProducerRecord.of("orders", "0")))
                .isInstanceOf(InterruptedException.class);

        log.release();

        assertThat(producer.sendAndWait(ProducerRecord.of("orders", "1")).offset())
                .isEqualTo(1);
    }

    @Test
    void lingersUntilABatchIsFullOrItsTimeIsOver() {
        BatchingProducer<String, String> producer = producer(CONFIG.withBatches(1_000, Duration.ofDays(1)));
        log.hold();

        send(producer, 0, 10);
        assertThat(log.held()).isZero();
        send(producer, 10, 300);

        assertThat(log.held()).isGreaterThan(1);
        BatchingProducer<String, String> impatient = producer(CONFIG.withBatches(1_000, Duration.ofMillis(1)));
        log.release();
        offsets(send(impatient, 0, 1));
    }

    @Test
    void flushSendsWhatLingersAndWaitsForIt() throws InterruptedException {
        BatchingProducer<String, String> producer = producer(CONFIG.withBatches(1_000, Duration.ofDays(1)));
        send(producer, 0, 5);

        producer.flush();

        assertInOrder(5);
    }

    @Test
    void closingSendsWhatItHasAndTakesNoMore() {
        BatchingProducer<String, String> producer = producer(CONFIG.withBatches(1_000, Duration.ofDays(1)));
        List<CompletableFuture<RecordMetadata>> sent = send(producer, 0, 5);

        producer.close(Duration.ofSeconds(30));

        assertThat(offsets(sent)).hasSize(5);
        assertThatThrownBy(() -> send(producer, 5, 1).get(0).join()).hasCauseInstanceOf(ProducerClosedException.class);
        producer.close(Duration.ofSeconds(30));
    }

    @Test
    void closingGivesUpWhatTheLogDoesNotTakeInTime() {
        BatchingProducer<String, String> producer = producer(CONFIG);
        log.inMemory().refuseAppends(new BackpressureException("full"));
        List<CompletableFuture<RecordMetadata>> sent = send(producer, 0, 5);

        producer.close(Duration.ZERO);

        assertThatThrownBy(() -> sent.get(0).join()).hasCauseInstanceOf(ProducerClosedException.class);
        assertThatThrownBy(() -> sent.get(4).join()).hasCauseInstanceOf(ProducerClosedException.class);
        log.inMemory().refuseAppends(null);
        assertThat(values()).isEmpty();
    }

    @Test
    void tellsWhoWaitsForItHimselfWhenHisRecordIsRefused() {
        BatchingProducer<String, String> producer = producer(CONFIG);
        log.refuseNext(new InvalidBatchException("for a test"));

        assertThatThrownBy(() -> producer.sendAndWait(ProducerRecord.of("orders", "bad")))
                .isInstanceOf(InvalidBatchException.class);
    }

    private BatchingProducer<String, String> producer(ProducerConfig<String, String> config) {
        ProducerIdentity further = new ProducerIdentity(99, (short) 0);
        BatchingProducer<String, String> producer = new BatchingProducer<>(
                new ClientParts(log.log(), TimeSource.SYSTEM, thread),
                new ProducerIdentity(producers.size(), (short) 0),
                () -> CompletableFuture.completedStage(further),
                config,
                new Compressors(config.compression()));
        producers.add(producer);
        return producer;
    }

    /** Sends numbers. */
    private static List<CompletableFuture<RecordMetadata>> send(
            BatchingProducer<String, String> producer, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(each -> producer.send(ProducerRecord.of("orders", String.valueOf(each)))
                        .toCompletableFuture())
                .toList();
    }

    private static List<Long> offsets(List<CompletableFuture<RecordMetadata>> sent) {
        return sent.stream().map(each -> each.join().offset()).toList();
    }

    private void assertInOrder(int count) {
        assertThat(values())
                .isEqualTo(IntStream.range(0, count).mapToObj(String::valueOf).toList());
    }

    private List<String> values() {
        List<String> values = new ArrayList<>();
        for (RecordBatch batch : log.batches(ORDERS)) {
            for (StoredRecord each : batch) {
                values.add(UTF_8.decode(each.content().value()).toString());
            }
        }
        return values;
    }
}
