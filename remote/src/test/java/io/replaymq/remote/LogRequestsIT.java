package io.replaymq.remote;

import static io.replaymq.remote.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.replaymq.broker.EmbeddedBroker;
import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.LogRequest.Manner;
import io.replaymq.broker.api.LogRequest.Reach;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BatchTooLargeException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicExistsException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.api.RemoteServerConfig;
import io.replaymq.remote.wire.ClientFrame;
import io.replaymq.remote.wire.FrameType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log under a real broker, reached over real sockets. */
class LogRequestsIT {
    private static final int SERVER_FRAME = 2 << 20;
    private static final TopicPartition EVENTS = new TopicPartition("events", 0);

    @TempDir
    Path directory;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private EmbeddedLog log;
    private EmbeddedBroker broker;
    private RemoteServer server;
    private RemoteBroker client;
    private BrokerLink link;

    @BeforeEach
    void start() throws Exception {
        log = EmbeddedLog.open(directory, LogConfig.DEFAULTS);
        broker = EmbeddedBroker.open(log, BrokerConfig.DEFAULTS, TimeSource.SYSTEM, timer);
        RemoteServerConfig defaults = RemoteServerConfig.DEFAULTS;
        server = RemoteServer.start(
                broker,
                new RemoteServerConfig(
                        "127.0.0.1",
                        0,
                        1,
                        defaults.heartbeat(),
                        defaults.handshakeTimeout(),
                        SERVER_FRAME,
                        defaults.maxOutstandingBytes(),
                        defaults.maxConnections(),
                        defaults.maxUnproven(),
                        defaults.maxUnprovenPerAddress()));
        client = RemoteBroker.at(RemoteClientConfig.parse("replaymq://127.0.0.1:" + port()));
        link = await(client.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        broker.close();
        log.close();
        timer.shutdown();
    }

    private int port() {
        return server.address().getPort();
    }

    @Test
    void carriesEveryRequestAndItsAnswer() throws Exception {
        ask(new LogRequest.CreateTopic("events", TopicConfig.DEFAULTS));
        ask(new LogRequest.AlterTopic("events", TopicConfig.DEFAULTS.withPartitions(2), Reach.PLAIN_TOPICS));
        assertThat(append(one("a")).offset()).isZero();
        assertThat(append(one("b")).offset()).isEqualTo(1);

        assertThat(ask(new LogRequest.ListTopics("", 10)).topics())
                .singleElement()
                .satisfies(each -> assertThat(each.records()).isEqualTo(2));
        assertThat(ask(new LogRequest.DescribeTopic("events")).partitions()).hasSize(2);
        assertThat(ask(new LogRequest.FindOffset(EVENTS, 1_001)).offset()).isEqualTo(2);
        LogAnswer.Batches read = ask(new LogRequest.Read(EVENTS, 1, 1 << 20, Duration.ZERO));
        assertThat(read.batches()).singleElement().satisfies(RecordBatch::ensureIntact);
        assertThat(read.nextOffset()).isEqualTo(2);

        ask(new LogRequest.CommitOffsets("billing", Map.of(EVENTS, 1L)));
        assertThat(ask(new LogRequest.ListGroups("", 10)).groups()).hasSize(1);
        LogAnswer.GroupReport report = ask(new LogRequest.DescribeGroup("billing"));
        assertThat(((LogAnswer.ConsumerGroupReport) report)
                        .description()
                        .progress()
                        .get(EVENTS)
                        .lag())
                .isEqualTo(1);
        assertThat(ask(new LogRequest.ResetGroup("billing", Set.of(), new OffsetTarget.Earliest(), Manner.APPLY))
                        .offsets())
                .isEqualTo(Map.of(EVENTS, 0L));
        ask(new LogRequest.DeleteGroup("billing"));
        ask(new LogRequest.DeleteTopic("events"));
        assertThat(ask(new LogRequest.ListTopics("", 10)).topics()).isEmpty();
    }

    @Test
    void saysWhatWasRefusedByItsType() throws Exception {
        ask(new LogRequest.CreateTopic("events", TopicConfig.DEFAULTS));

        assertFails(new LogRequest.CreateTopic("events", TopicConfig.DEFAULTS), TopicExistsException.class);
        assertFails(new LogRequest.CreateTopic("a/b", TopicConfig.DEFAULTS), InvalidTopicException.class);
        assertFails(new LogRequest.DeleteTopic("none"), UnknownTopicException.class);
        assertFails(new LogRequest.DescribeGroup("none"), UnknownGroupException.class);
        assertFails(
                new LogRequest.Read(new TopicPartition("events", 7), 0, 1, Duration.ZERO), UnknownTopicException.class);
    }

    @Test
    void appendsABatchOnceHoweverOftenItIsSent() throws Exception {
        ask(new LogRequest.CreateTopic("events", TopicConfig.DEFAULTS));
        ProducerIdentity me = await(link.openProducer());
        RecordBatch batch = one("a").withProducer(me.producerId(), me.epoch(), 0);

        assertThat(append(batch).offset()).isZero();
        assertThat(append(batch).offset()).isZero();

        assertThat(ask(new LogRequest.DescribeTopic("events"))
                        .partitions()
                        .get(0)
                        .records())
                .isEqualTo(1);
    }

    @Test
    void answersAReadThatWaitsAsSoonAsThereIsMore() throws Exception {
        ask(new LogRequest.CreateTopic("events", TopicConfig.DEFAULTS));
        CompletableFuture<LogAnswer.Batches> waiting = link.ask(
                        new LogRequest.Read(EVENTS, 0, 1, Duration.ofSeconds(30)))
                .toCompletableFuture();
        ask(new LogRequest.DescribeTopic("events")); // the server has the read by now

        assertThat(waiting).isNotDone();
        append(one("a"));
        assertThat(await(waiting).batches()).hasSize(1);
        assertThat(await(link.ask(new LogRequest.Read(EVENTS, 1, 1, Duration.ofMillis(1))))
                        .batches())
                .isEmpty();
    }

    @Test
    void leavesWhatDoesNotFitIntoAFrameForTheNextRead() throws Exception {
        ask(new LogRequest.CreateTopic("events", TopicConfig.DEFAULTS));
        int fits = SERVER_FRAME - 4_096;
        for (int size : new int[] {8_000, fits, SERVER_FRAME, 1_000}) {
            log.append(AppendSet.of(EVENTS, sized(size)), Durability.DURABLE)
                    .toCompletableFuture()
                    .get()
                    .orThrow();
        }

        LogAnswer.Batches first = ask(new LogRequest.Read(EVENTS, 0, 1 << 20, Duration.ZERO));
        assertThat(first.batches()).hasSize(1);
        assertThat(first.nextOffset()).isEqualTo(1);
        LogAnswer.Batches second = ask(new LogRequest.Read(EVENTS, 1, 1 << 20, Duration.ZERO));
        assertThat(second.batches()).hasSize(1);
        assertThat(second.nextOffset()).isEqualTo(2);
        assertThatThrownBy(() -> ask(new LogRequest.Read(EVENTS, 2, 1, Duration.ZERO)))
                .isInstanceOf(BatchTooLargeException.class)
                .hasMessageContaining("offset 2");
        assertThat(ask(new LogRequest.Read(EVENTS, 3, 1, Duration.ZERO)).batches())
                .hasSize(1);
    }

    @Test
    void refusesADamagedBatchAndGoesOn() throws Exception {
        ask(new LogRequest.CreateTopic("events", TopicConfig.DEFAULTS));

        try (RawClient raw = new RawClient(port())) {
            raw.greet();
            raw.send(damaged(new LogRequest.Append(EVENTS, one("a"), Durability.DURABLE, Reach.PLAIN_TOPICS)));
            assertThat(raw.next()).isEqualTo(FrameType.REFUSED.opcode());
            raw.send(new ClientFrame.Ask(2, new LogRequest.DescribeTopic("events")));
            assertThat(raw.next()).isEqualTo(FrameType.TOPIC_IS.opcode());
        }
        assertThat(log.readableEnd(EVENTS)).isZero();
    }

    /** The last byte of the batch is not the one its checksum was made of. */
    private static ByteBuf damaged(LogRequest.Append append) {
        ByteBuf fields = Unpooled.buffer();
        new ClientFrame.Ask(1, append).writeFields(fields);
        int last = fields.writerIndex() - 1;
        fields.setByte(last, fields.getByte(last) ^ 1);
        return RawClient.frame(FrameType.APPEND.opcode(), fields);
    }

    @Test
    void endsTheConnectionOfWhoeverAsksForWhatCannotBe() throws Exception {
        LogRequest.CreateTopic create = new LogRequest.CreateTopic("events", TopicConfig.DEFAULTS);
        LogRequest.Read read = new LogRequest.Read(EVENTS, 0, 1, Duration.ZERO);
        int settingsAt = Long.BYTES + Short.BYTES + "events".length();
        int partitionAt = Long.BYTES + Short.BYTES + "events".length();
        assertEnds(create, fields -> fields.setInt(settingsAt, 10_001));
        assertEnds(create, fields -> fields.setLong(settingsAt + 8, -1));
        assertEnds(read, fields -> fields.setInt(partitionAt, -1));
        assertEnds(read, fields -> fields.setInt(partitionAt + 12, LogRequest.MAX_READ_BYTES + 1));
        assertEnds(read, fields -> fields.setInt(partitionAt + 16, 30_001));
        assertThat(log.topics()).isEmpty();
    }

    private void assertEnds(LogRequest<?> request, UnaryOperator<ByteBuf> damage) throws Exception {
        ByteBuf fields = Unpooled.buffer();
        ClientFrame.Ask ask = new ClientFrame.Ask(1, request);
        ask.writeFields(fields);
        try (RawClient raw = new RawClient(port())) {
            raw.greet();
            raw.send(RawClient.frame(ask.type().opcode(), damage.apply(fields)));
            assertThat(raw.next()).isEqualTo(RawClient.ERROR);
            assertThat(raw.next()).isEqualTo(RawClient.GONE);
        }
    }

    private static RecordBatch one(String value) {
        return RecordBatchBuilder.of(List.of(LogRecord.ofText(1_000, "k", value)));
    }

    private static RecordBatch sized(int bytes) {
        return new RecordBatchBuilder(bytes)
                .append(1_000, RecordContent.of(null, new byte[bytes], List.of()))
                .build();
    }

    private LogAnswer.Offset append(RecordBatch batch) throws Exception {
        return ask(new LogRequest.Append(EVENTS, batch, Durability.DURABLE, Reach.PLAIN_TOPICS));
    }

    private <A> A ask(LogRequest<A> request) throws Exception {
        try {
            return await(link.ask(request));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BrokerException known ? known : e;
        }
    }

    private void assertFails(LogRequest<?> request, Class<? extends BrokerException> with) {
        assertThatThrownBy(() -> ask(request)).isInstanceOf(with);
    }
}
