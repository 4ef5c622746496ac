package io.replaymq.remote;

import static io.replaymq.remote.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.broker.EmbeddedBroker;
import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.BrowseRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.remote.CuttingProxy.Cut;
import io.replaymq.remote.CuttingProxy.Direction;
import io.replaymq.remote.CuttingProxy.Manner;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.api.RemoteServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transactions of the real broker over the real log: their connection is cut, the server is started again, and each has the outcome that
 * its application was told. Each fortieth byte in an ordinary run; every byte with {@code -Dcuts.every=1}.
 */
class EmbeddedTransactionsIT {
    private static final int EVERY = Integer.getInteger("cuts.every", 40);

    /** Waits for consumers to come back for longer than any machine takes. */
    private static final BrokerConfig PATIENT = new BrokerConfig(
            TopicConfig.DEFAULTS,
            new GroupsConfig(4_096, 4 << 20, Duration.ofMinutes(2), 8 << 20),
            Duration.ofMinutes(1));

    @TempDir
    Path directory;

    private final List<BrokerException> losses = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private EmbeddedLog log;
    private EmbeddedBroker broker;
    private RemoteServer server;

    @BeforeEach
    void start() throws Exception {
        start(0);
    }

    @AfterEach
    void end() {
        stop();
        timer.shutdown();
    }

    private void start(int port) throws Exception {
        log = EmbeddedLog.open(directory, LogConfig.DEFAULTS);
        broker = EmbeddedBroker.open(log, PATIENT, TimeSource.SYSTEM, timer);
        server = RemoteServer.start(broker, RemoteServerConfig.DEFAULTS.at("127.0.0.1", port));
    }

    private void stop() {
        server.close();
        broker.close();
        log.close();
    }

    private void restart() throws Exception {
        int port = server.address().getPort();
        stop();
        start(port);
    }

    @Test
    void theServerMayBeStartedAgainBetweenAnyTwoSteps() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        converse(server.address().getPort(), "no restart", steps::incrementAndGet);
        assertThat(steps.get()).isGreaterThan(5);
        for (int i = 1; i <= steps.get(); i++) {
            AtomicInteger left = new AtomicInteger(i);
            converse(server.address().getPort(), "restart at step " + i, () -> {
                if (left.decrementAndGet() == 0) {
                    restart();
                }
            });
        }
        assertThat(losses).isEmpty();
    }

    @Test
    void theConnectionMayBeCutAtAnyByte() throws Exception {
        for (Direction each : Direction.values()) {
            int length;
            try (CuttingProxy proxy = new CuttingProxy(server.address().getPort(), CuttingProxy.nowhere())) {
                converse(proxy.port(), "no cut", () -> {});
                length = (int) proxy.bytes(each);
            }
            for (int at = 0; at <= length; at += EVERY) {
                Cut cut = new Cut(each, at, at / EVERY % 2 == 0 ? Manner.FIN : Manner.RST);
                try (CuttingProxy proxy = new CuttingProxy(server.address().getPort(), cut)) {
                    converse(proxy.port(), cut.toString(), () -> {});
                }
            }
        }
        assertThat(losses).isEmpty();
    }

    private void converse(int port, String how, TransactedConversation.Step between) throws Exception {
        RemoteBroker client = RemoteBroker.at(RemoteClientConfig.parse(
                "replaymq://127.0.0.1:" + port + "?retryMin=1&retryMax=20&giveUpAfter=100000"));
        try {
            TransactedConversation conversation =
                    new TransactedConversation(open(client), UUID.randomUUID().toString(), between);
            BrokerLink local = await(broker.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
            await(local.send(new SendBatch(
                    conversation.input,
                    await(local.openProducer()),
                    0,
                    Durability.DURABLE,
                    TransactedConversation.INPUT.stream().map(Samples::message).toList())));
            conversation.run();
            audit(conversation, how);
        } finally {
            client.close();
        }
    }

    private void audit(TransactedConversation conversation, String how) throws Exception {
        BrokerLink local = await(broker.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
        assertThat(texts(local, conversation.first)).as(how).isEqualTo(TransactedConversation.FIRST);
        assertThat(texts(local, conversation.second)).as(how).isEqualTo(TransactedConversation.SECOND);
        assertThat(await(local.status(new ConsumerTarget.Queue(conversation.input)))
                        .backlog())
                .as(how)
                .isZero();
        await(local.close());
    }

    private static List<String> texts(BrokerLink link, Destination queue) throws Exception {
        return await(link.browse(new BrowseRequest(queue, null, List.of(), 100))).messages().stream()
                .map(each -> Samples.text(each.message()))
                .toList();
    }

    /** The first connection may be cut within the handshake: that is an error to the caller, who tries again. */
    private BrokerLink open(RemoteBroker client) throws Exception {
        LinkRequest request = new LinkRequest(UUID.randomUUID(), null);
        try {
            return await(client.connect(request, losses::add));
        } catch (ExecutionException e) {
            return await(client.connect(request, losses::add));
        }
    }
}
