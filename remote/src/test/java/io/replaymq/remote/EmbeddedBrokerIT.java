package io.replaymq.remote;

import static io.replaymq.remote.Samples.ORDERS;
import static io.replaymq.remote.Samples.await;
import static io.replaymq.remote.Samples.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.EmbeddedBroker;
import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.TimeSource;
import io.replaymq.remote.CuttingProxy.Cut;
import io.replaymq.remote.CuttingProxy.Direction;
import io.replaymq.remote.CuttingProxy.Manner;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.api.RemoteServerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real broker over the real log, reached over real sockets. */
class EmbeddedBrokerIT {
    private static final ConsumerTarget QUEUE = new ConsumerTarget.Queue(ORDERS);

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

    @Test
    void losesAndDoublesNothingWhileConnectionsAreCutAndTheServerRestarts() throws Exception {
        int messages = 2_000;
        int port = server.address().getPort();
        try (CuttingProxy proxy = new CuttingProxy(port, new Cut(Direction.TO_CLIENT, 5_000, Manner.RST));
                RemoteBroker client = client(proxy.port())) {
            BrokerLink sending = await(client.connect(new LinkRequest(UUID.randomUUID(), null), losses::add));
            List<Delivery> received = consume(client);
            ProducerIdentity producer = await(sending.openProducer());
            List<CompletionStage<SendReceipt>> sends = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                sends.add(sending.send(batch(producer, i, "m" + i)));
                if (i % 500 == 250) {
                    await(sends.get(i));
                    proxy.cutAll();
                }
                if (i == 1_000) {
                    stop();
                    start(port);
                }
            }
            for (CompletionStage<SendReceipt> each : sends) {
                await(each);
            }

            await().until(() -> received.size() >= messages);
            assertThat(received.stream().map(each -> Samples.text(each.message())))
                    .containsExactlyElementsOf(
                            IntStream.range(0, messages).mapToObj(i -> "m" + i).toList());
            await().until(() -> await(sending.status(QUEUE)).backlog() == 0);
            assertThat(losses).isEmpty();
        }
    }

    /** Receives everything, acknowledging as it goes. */
    private List<Delivery> consume(RemoteBroker client) throws Exception {
        BrokerLink link = await(client.connect(new LinkRequest(UUID.randomUUID(), null), losses::add));
        List<Delivery> received = new CopyOnWriteArrayList<>();
        List<ConsumerLink> self = new CopyOnWriteArrayList<>();
        self.add(await(link.subscribe(new ConsumerRequest(QUEUE, null), deliveries -> {
            received.addAll(deliveries);
            self.get(0).acknowledge(deliveries.stream().map(Delivery::id).toList());
            self.get(0).credit(deliveries.size());
        })));
        self.get(0).credit(100);
        return received;
    }

    private static RemoteBroker client(int port) {
        return RemoteBroker.at(RemoteClientConfig.parse("replaymq://127.0.0.1:" + port + "?retryMin=5&retryMax=50"));
    }

    private void start(int port) throws Exception {
        log = EmbeddedLog.open(directory, LogConfig.DEFAULTS);
        broker = EmbeddedBroker.open(log, BrokerConfig.DEFAULTS, TimeSource.SYSTEM, timer);
        server = RemoteServer.start(broker, RemoteServerConfig.DEFAULTS.at("127.0.0.1", port));
    }

    private void stop() {
        server.close();
        broker.close();
        log.close();
    }
}
