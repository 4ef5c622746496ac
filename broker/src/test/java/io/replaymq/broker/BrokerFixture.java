package io.replaymq.broker;

import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.QueueDefaults;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.broker.api.TransactionLimits;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.groups.memorylog.InMemoryLog;
import io.replaymq.log.api.TopicConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A broker over a log in memory, with time that passes by hand; it can be stopped or killed and opened again. */
final class BrokerFixture implements AutoCloseable {
    static final Destination ORDERS = Destination.queue("orders");
    static final Destination NEWS = Destination.topic("news");
    static final ConsumerTarget ORDERS_QUEUE = new ConsumerTarget.Queue(ORDERS);
    static final Duration RESUME_WINDOW = Duration.ofSeconds(10);

    private static final QueueDefaults STANDARD = new QueueDefaults(0, RedeliveryPolicy.AT_ONCE, null);

    final ManualTime time = new ManualTime();
    private final ExecutorService logThread = Executors.newSingleThreadExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final BrokerConfig config;
    private InMemoryLog log = new InMemoryLog(logThread, this::now);
    private EmbeddedBroker broker;

    BrokerFixture() {
        this(1);
    }

    BrokerFixture(int partitions) {
        this(partitions, 64);
    }

    BrokerFixture(int partitions, int windowMessages) {
        this(
                TopicConfig.DEFAULTS.withPartitions(partitions),
                new GroupsConfig(windowMessages, 1 << 20, RESUME_WINDOW, 1 << 20));
    }

    BrokerFixture(TopicConfig destinations, GroupsConfig groups) {
        this(destinations, groups, STANDARD);
    }

    BrokerFixture(QueueDefaults queues) {
        this(TopicConfig.DEFAULTS, new GroupsConfig(64, 1 << 20, RESUME_WINDOW, 1 << 20), queues);
    }

    BrokerFixture(TransactionLimits transactions) {
        this(TopicConfig.DEFAULTS, new GroupsConfig(64, 1 << 20, RESUME_WINDOW, 1 << 20), STANDARD, transactions);
    }

    private BrokerFixture(TopicConfig destinations, GroupsConfig groups, QueueDefaults queues) {
        this(destinations, groups, queues, TransactionLimits.DEFAULTS);
    }

    private BrokerFixture(
            TopicConfig destinations, GroupsConfig groups, QueueDefaults queues, TransactionLimits transactions) {
        config = new BrokerConfig(destinations, groups, queues, transactions, Duration.ofSeconds(1));
        broker = EmbeddedBroker.open(log, config, time, timer);
    }

    private Instant now() {
        return Instant.ofEpochMilli(time.wallMs());
    }

    InMemoryLog log() {
        return log;
    }

    EmbeddedBroker broker() {
        return broker;
    }

    BrokerLink link() {
        return link(UUID.randomUUID(), null);
    }

    BrokerLink link(UUID token, @Nullable String clientId) {
        return join(broker.connect(new LinkRequest(token, clientId), cause -> {}));
    }

    TestProducer producer(Destination destination) {
        return TestProducer.open(link(), destination);
    }

    TestConsumer consumer(ConsumerTarget target) {
        return TestConsumer.open(link(), new ConsumerRequest(target, null));
    }

    TestConsumer consumer(ConsumerTarget target, ConsumerOptions options) {
        return TestConsumer.open(link(), new ConsumerRequest(target, options, null));
    }

    TargetStatus status(ConsumerTarget target) {
        return join(link().status(target));
    }

    /** Stops in order and opens again. */
    void restart() {
        broker.close();
        broker = EmbeddedBroker.open(log, config, time, timer);
    }

    /** Loses all that is not in the log and opens again. */
    void kill() {
        EmbeddedBroker killed = broker;
        log = log.reopen();
        killed.close();
        broker = EmbeddedBroker.open(log, config, time, timer);
    }

    /** Lets so much time pass that who has not come back is given up, and the broker has noticed. */
    void passResumeWindow() {
        awaitTick();
        time.pass(RESUME_WINDOW.plusSeconds(1));
        awaitTick();
    }

    void awaitTick() {
        long before = time.reads();
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> time.reads() >= before + 2);
        join(link().openProducer()); // the dispatch thread has done what it was given before
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Override
    public void close() {
        broker.close();
        log.close();
        timer.shutdown();
        logThread.shutdown();
    }
}
