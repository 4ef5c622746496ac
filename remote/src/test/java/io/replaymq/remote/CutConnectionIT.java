package io.replaymq.remote;

import static io.replaymq.remote.Samples.await;
import static io.replaymq.remote.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.remote.CuttingProxy.Cut;
import io.replaymq.remote.CuttingProxy.Direction;
import io.replaymq.remote.CuttingProxy.Manner;
import io.replaymq.remote.api.HostPort;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.api.RemoteServerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One short conversation, cut at every byte: whatever was on its way, nothing is lost and nothing doubled. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutConnectionIT {
    private static final int MESSAGES = 6;
    private static final List<String> EXPECTED =
            IntStream.range(0, MESSAGES).mapToObj(i -> "m" + i).toList();

    private final ModelBroker model = new ModelBroker();
    private final List<BrokerException> losses = new CopyOnWriteArrayList<>();
    private RemoteServer server;

    @BeforeAll
    void start() throws IOException {
        server = RemoteServer.start(model, RemoteServerConfig.DEFAULTS.at("127.0.0.1", 0));
    }

    @AfterAll
    void stop() {
        server.close();
        model.close();
    }

    @Test
    void survivesACutAtEveryByteOnTheWayToTheServer() throws Exception {
        cutEverywhere(Direction.TO_SERVER, Manner.FIN);
    }

    @Test
    void survivesACutAtEveryByteOnTheWayToTheClient() throws Exception {
        cutEverywhere(Direction.TO_CLIENT, Manner.FIN);
    }

    @Test
    void survivesAResetAtEveryThirdByteOfEitherDirection() throws Exception {
        for (Direction each : Direction.values()) {
            for (int at = 0; at < length(each); at += 3) {
                converse(new Cut(each, at, Manner.RST));
            }
        }
        assertThat(losses).isEmpty();
    }

    private void cutEverywhere(Direction direction, Manner manner) throws Exception {
        int length = length(direction);
        assertThat(length).isGreaterThan(300);
        for (int at = 0; at <= length; at++) {
            converse(new Cut(direction, at, manner));
        }
        assertThat(losses).isEmpty();
    }

    private int length(Direction direction) throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.address().getPort(), CuttingProxy.nowhere())) {
            converse(proxy, CuttingProxy.nowhere());
            return (int) proxy.bytes(direction);
        }
    }

    private void converse(Cut cut) throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.address().getPort(), cut)) {
            converse(proxy, cut);
        }
    }

    private void converse(CuttingProxy proxy, Cut cut) throws Exception {
        Destination queue = Destination.queue("q-" + UUID.randomUUID());
        RemoteClientConfig config = RemoteClientConfig.parse(
                "replaymq://127.0.0.1:" + proxy.port() + "?retryMin=1&retryMax=5&giveUpAfter=20000");
        assertThat(config.addresses()).containsExactly(new HostPort("127.0.0.1", proxy.port()));
        RemoteBroker broker = RemoteBroker.at(config);
        try {
            BrokerLink link = open(broker);
            List<Delivery> received = exchange(link, queue);
            assertThat(received.stream().map(each -> Samples.text(each.message())))
                    .as("received, %s", cut)
                    .containsExactlyElementsOf(EXPECTED);
            assertThat(model.contents(queue).stream().map(Samples::text))
                    .as("stored, %s", cut)
                    .containsExactlyElementsOf(EXPECTED);
            assertThat(model.unsettled(queue)).as("not settled, %s", cut).isZero();
        } finally {
            broker.close();
        }
    }

    private List<Delivery> exchange(BrokerLink link, Destination queue) throws Exception {
        List<Delivery> received = new CopyOnWriteArrayList<>();
        ConsumerLink consumer =
                await(link.subscribe(new ConsumerRequest(new ConsumerTarget.Queue(queue), null), received::addAll));
        consumer.credit(4);
        ProducerIdentity producer = await(link.openProducer());
        List<CompletionStage<?>> sends = new CopyOnWriteArrayList<>();
        for (int i = 0; i < MESSAGES; i += 2) {
            sends.add(link.send(new SendBatch(
                    queue, producer, i, Durability.DURABLE, List.of(message("m" + i), message("m" + (i + 1))))));
        }
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> received.size() == 4);
        await(consumer.acknowledge(
                received.subList(0, 3).stream().map(Delivery::id).toList()));
        consumer.credit(2);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> received.size() == MESSAGES);
        await(consumer.acknowledge(
                received.subList(3, MESSAGES).stream().map(Delivery::id).toList()));
        for (CompletionStage<?> each : sends) {
            await(each);
        }
        return received;
    }

    /** The first connection may be cut within the handshake: that is an error to the caller, who tries again. */
    private BrokerLink open(RemoteBroker broker) throws Exception {
        LinkRequest request = new LinkRequest(UUID.randomUUID(), null);
        try {
            return await(broker.connect(request, losses::add));
        } catch (ExecutionException e) {
            return await(broker.connect(request, losses::add));
        }
    }
}
