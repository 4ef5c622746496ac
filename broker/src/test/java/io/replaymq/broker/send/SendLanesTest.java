package io.replaymq.broker.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.broker.destination.Destinations;
import io.replaymq.broker.dispatch.DispatchThread;
import io.replaymq.groups.memorylog.InMemoryLog;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordContent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SendLanesTest {
    private static final Destination ORDERS = Destination.queue("orders");
    private static final ProducerIdentity PRODUCER = new ProducerIdentity(7, (short) 0);

    private final InMemoryLog log = new InMemoryLog(Runnable::run, InstantSource.system());
    private final DispatchThread thread = DispatchThread.start();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CompletableFuture<Void> prepared = new CompletableFuture<>();
    private final Destinations destinations =
            new Destinations(log, TopicConfig.DEFAULTS.withPartitions(4), thread, destination -> prepared);
    private final SendLanes lanes = new SendLanes(
            log, destinations, thread, task -> timer.schedule(() -> thread.execute(task), 500, TimeUnit.MICROSECONDS));
    private final SendLane lane = lanes.newLane();

    @AfterEach
    void stop() {
        thread.close();
        timer.shutdown();
    }

    @Test
    void makesTheDestinationFirstAndKeepsTheOrderOfWhatWaitsForIt() {
        List<CompletableFuture<SendReceipt>> receipts = send(0, 50, 10);

        assertThat(receipts).noneMatch(CompletableFuture::isDone);
        prepared.complete(null);

        assertThat(receipts).extracting(CompletableFuture::join).containsExactlyElementsOf(receipts(50));
    }

    @Test
    void sendsOfOneProducerGoToOnePartition() {
        prepared.complete(null);

        send(0, 3, 10).forEach(CompletableFuture::join);

        assertThat(log.readableEnd(new TopicPartition("queue.orders", 3))).isEqualTo(3);
    }

    @Test
    void letsSendsWaitInOrderWhileTheLogIsFull() {
        prepared.complete(null);
        destinations.declare(ORDERS).toCompletableFuture().join();
        log.refuseAppends(new BackpressureException("full"));
        List<CompletableFuture<SendReceipt>> receipts = new ArrayList<>(send(0, 20, 10));

        log.refuseAppends(null);
        receipts.addAll(send(20, 20, 10));

        assertThat(receipts).extracting(CompletableFuture::join).containsExactlyElementsOf(receipts(40));
    }

    @Test
    void refusesWhatIsMoreThanMayWaitAndAppendsNothingOfIt() {
        prepared.complete(null);
        destinations.declare(ORDERS).toCompletableFuture().join();
        log.refuseAppends(new BackpressureException("full"));
        int large = 1 << 20;
        List<CompletableFuture<SendReceipt>> receipts = new ArrayList<>();
        while (receipts.stream().noneMatch(CompletableFuture::isDone)) {
            receipts.add(send(receipts.size(), large));
        }

        CompletableFuture<SendReceipt> refused = receipts.remove(receipts.size() - 1);
        log.refuseAppends(null);

        assertThatThrownBy(refused::join).hasCauseInstanceOf(BackpressureException.class);
        assertThat((long) receipts.size() * large).isLessThanOrEqualTo(SendLane.MAX_WAITING_BYTES);
        assertThat(receipts)
                .hasSizeGreaterThan(20)
                .extracting(CompletableFuture::join)
                .hasSize(receipts.size());
        assertThat(send(receipts.size(), large).join().baseOffset()).isEqualTo(receipts.size());
    }

    @Test
    void answersARepetitionAsTheFirstTime() {
        prepared.complete(null);
        SendReceipt first = send(0, 10).join();

        assertThat(send(0, 10).join()).isEqualTo(first);
    }

    @Test
    void tellsTheSenderWhyTheLogRefused() {
        prepared.complete(null);
        send(0, 10).join();

        assertThatThrownBy(send(5, 10)::join).hasCauseInstanceOf(OutOfOrderSequenceException.class);
    }

    @Test
    void refusesADestinationThatCannotBeAndGoesOn() {
        prepared.complete(null);
        SendBatch bad =
                new SendBatch(Destination.queue("é".repeat(100)), PRODUCER, 0, Durability.DURABLE, List.of(message(1)));

        CompletableFuture<SendReceipt> refused = lane.send(bad).toCompletableFuture();

        assertThatThrownBy(refused::join).hasCauseInstanceOf(InvalidDestinationException.class);
        assertThat(send(0, 1).join().baseOffset()).isZero();
    }

    @Test
    void answersWhatStillWaitsWhenTheBrokerStops() {
        CompletableFuture<SendReceipt> waiting = send(0, 10);
        await().until(() -> log.topic("queue.orders").isPresent());

        thread.execute(lanes::close);
        thread.close();

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(LinkClosedException.class);
        assertThatThrownBy(send(1, 10)::join).hasCauseInstanceOf(LinkClosedException.class);
    }

    @Test
    void refusesSendsAfterItsLinkWasClosed() {
        prepared.complete(null);

        lane.close();

        assertThatThrownBy(send(0, 10)::join).hasCauseInstanceOf(LinkClosedException.class);
    }

    private List<CompletableFuture<SendReceipt>> send(int firstSequence, int count, int bytes) {
        return IntStream.range(firstSequence, firstSequence + count)
                .mapToObj(sequence -> send(sequence, bytes))
                .toList();
    }

    private CompletableFuture<SendReceipt> send(int sequence, int bytes) {
        return lane.send(new SendBatch(ORDERS, PRODUCER, sequence, Durability.DURABLE, List.of(message(bytes))))
                .toCompletableFuture();
    }

    private static Message message(int bytes) {
        return new Message(1, RecordContent.of(null, new byte[bytes], List.of()));
    }

    private static List<SendReceipt> receipts(int count) {
        return IntStream.range(0, count)
                .mapToObj(offset -> new SendReceipt(3, offset))
                .toList();
    }
}
