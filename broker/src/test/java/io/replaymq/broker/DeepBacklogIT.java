package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.TimeSource;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real log with a million messages in a queue: memory follows credit and the read-ahead window, not the backlog. */
@Timeout(240)
class DeepBacklogIT {
    private static final int MESSAGES = 1_000_000;
    private static final int BATCH = 1_000;
    private static final long MIB = 1 << 20;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    private Path directory;

    private EmbeddedLog log;
    private EmbeddedBroker broker;

    @BeforeEach
    void open() {
        LogConfig defaults = LogConfig.DEFAULTS;
        LogConfig smallTail = new LogConfig(
                defaults.maxBatchBytes(),
                defaults.ringSize(),
                defaults.journalFileBytes(),
                defaults.maxAppendSetBytes(),
                1 << 20,
                1,
                defaults.stageLayout());
        log = EmbeddedLog.open(directory, smallTail);
        broker = EmbeddedBroker.open(log, BrokerConfig.DEFAULTS, TimeSource.SYSTEM, timer);
    }

    @AfterEach
    void close() {
        broker.close();
        log.close();
        timer.shutdown();
    }

    @Test
    void holdsNoMoreInMemoryThanCreditAndWindowHoweverDeepTheBacklog() throws InterruptedException {
        long before = usedBytes();
        sendAll();
        TestConsumer stuck = TestConsumer.open(link(), new ConsumerRequest(ORDERS_QUEUE, null));
        stuck.credit(100).awaitReceived(100);
        Drain drain = new Drain(MESSAGES - 100);
        drain.consumeFrom(link());

        drain.await(MESSAGES / 2);
        long during = usedBytes();
        drain.await(MESSAGES - 100);

        assertThat(during - before).isLessThan(64 * MIB);
        assertThat(drain.seen.cardinality()).isEqualTo(MESSAGES - 100);
        assertThat(drain.seen.nextSetBit(0)).isEqualTo(100);
        drain.acknowledged.join();
        assertThat(join(link().status(ORDERS_QUEUE))).isEqualTo(new TargetStatus(100, 100, 2));
    }

    private void sendAll() {
        TestProducer producer = TestProducer.open(link(), ORDERS);
        Queue<CompletableFuture<SendReceipt>> underWay = new ArrayDeque<>();
        for (int i = 0; i < MESSAGES / BATCH; i++) {
            underWay.add(producer.sendBatch(BATCH));
            if (underWay.size() > 16) {
                join(underWay.remove());
            }
        }
        underWay.forEach(BrokerFixture::join);
    }

    private BrokerLink link() {
        return join(broker.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** A consumer that acknowledges what it gets and asks for as much again. */
    private static final class Drain implements DeliveryListener {
        private final BitSet seen = new BitSet(MESSAGES);
        private final CountDownLatch half = new CountDownLatch(MESSAGES / 2);
        private final CountDownLatch all;
        private final CompletableFuture<ConsumerLink> consumer = new CompletableFuture<>();
        private CompletableFuture<Void> acknowledged = CompletableFuture.completedFuture(null);

        Drain(int expected) {
            all = new CountDownLatch(expected);
        }

        void consumeFrom(BrokerLink link) {
            consumer.complete(join(link.subscribe(new ConsumerRequest(ORDERS_QUEUE, null), this)));
            consumer.join().credit(2_000);
        }

        void await(int count) throws InterruptedException {
            CountDownLatch latch = count == MESSAGES / 2 ? half : all;
            assertThat(latch.await(120, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void onDeliveries(List<Delivery> deliveries) {
            List<DeliveryId> ids = new ArrayList<>(deliveries.size());
            for (Delivery each : deliveries) {
                seen.set(TestConsumer.number(each));
                ids.add(each.id());
            }
            ConsumerLink link = consumer.join();
            acknowledged = link.acknowledge(ids).toCompletableFuture();
            link.credit(ids.size());
            for (int i = 0; i < ids.size(); i++) {
                half.countDown();
                all.countDown();
            }
        }
    }
}
