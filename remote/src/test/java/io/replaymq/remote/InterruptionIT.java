package io.replaymq.remote;

import static io.replaymq.remote.Samples.ORDERS;
import static io.replaymq.remote.Samples.await;
import static io.replaymq.remote.Samples.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.remote.api.ConnectionLostException;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.api.RemoteServerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client and a server do when what is between them, or the other one, fails. */
class InterruptionIT {
    private final ModelBroker model = new ModelBroker();
    private final List<BrokerException> losses = new CopyOnWriteArrayList<>();
    private RemoteServer server;
    private CuttingProxy proxy;
    private RemoteBroker broker;

    @BeforeEach
    void start() throws Exception {
        server = RemoteServer.start(
                model, RemoteServerConfig.DEFAULTS.at("127.0.0.1", 0).withHeartbeat(Duration.ofSeconds(1)));
        proxy = new CuttingProxy(server.address().getPort(), CuttingProxy.nowhere());
        broker = broker("retryMin=5&retryMax=20");
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
        proxy.close();
        server.close();
        model.close();
    }

    @Test
    void findsAHalfOpenConnectionWithinTwoHeartbeats() throws Exception {
        BrokerLink link = link();
        ProducerIdentity producer = await(link.openProducer());
        await(link.send(batch(producer, 0, "before")));

        proxy.freeze();
        CompletionStage<SendReceipt> send = link.send(batch(producer, 1, "after"));

        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(2)).until(() -> proxy.connections() == 1);
        assertThat(await(send)).isEqualTo(new SendReceipt(0, 1));
        assertThat(losses).isEmpty();
    }

    @Test
    void keepsAnIdleConnection() throws Exception {
        BrokerLink link = link();

        await().during(Duration.ofSeconds(3)).until(() -> proxy.connections() == 1);

        await(link.openProducer());
        assertThat(model.events()).doesNotContain("abandon");
    }

    @Test
    void carriesOnWhenTheServerIsStartedAgain() throws Exception {
        BrokerLink link = link();
        List<Delivery> received = new CopyOnWriteArrayList<>();
        ConsumerLink consumer =
                await(link.subscribe(new ConsumerRequest(new ConsumerTarget.Queue(ORDERS), null), received::addAll));
        consumer.credit(10);
        UUID member = consumer.memberId();
        ProducerIdentity producer = await(link.openProducer());
        await(link.send(batch(producer, 0, "a")));
        await().until(() -> received.size() == 1);

        int port = server.address().getPort();
        server.close();
        CompletionStage<SendReceipt> send = link.send(batch(producer, 1, "b"));
        server = RemoteServer.start(model, RemoteServerConfig.DEFAULTS.at("127.0.0.1", port));

        assertThat(await(send)).isEqualTo(new SendReceipt(0, 1));
        await().until(() -> received.size() == 2);
        await(consumer.acknowledge(received.stream().map(Delivery::id).toList()));
        assertThat(consumer.memberId()).isEqualTo(member);
        assertThat(model.events()).contains("resume HOLDS").doesNotContain("close");
        assertThat(losses).isEmpty();
    }

    @Test
    void tellsAfterwardsWhatWasAcknowledgedMeanwhile() throws Exception {
        BrokerLink link = link();
        List<Delivery> received = new CopyOnWriteArrayList<>();
        ConsumerLink consumer =
                await(link.subscribe(new ConsumerRequest(new ConsumerTarget.Queue(ORDERS), null), received::addAll));
        consumer.credit(10);
        ProducerIdentity producer = await(link.openProducer());
        await(link.send(batch(producer, 0, "a")));
        await(link.send(batch(producer, 1, "b")));
        await().until(() -> received.size() == 2);

        int port = server.address().getPort();
        server.close();
        received.forEach(each -> consumer.acknowledgeSoon(List.of(each.id())));
        server = RemoteServer.start(model, RemoteServerConfig.DEFAULTS.at("127.0.0.1", port));

        await().until(() -> model.unsettled(ORDERS) == 0);
        assertThat(losses).isEmpty();
    }

    @Test
    void tellsAConsumerThatCameBackTooLate() throws Exception {
        BrokerLink link = link();
        AtomicInteger startedAnew = new AtomicInteger();
        ConsumerLink consumer = await(
                link.subscribe(new ConsumerRequest(new ConsumerTarget.Queue(ORDERS), null), new DeliveryListener() {
                    @Override
                    public void onDeliveries(List<Delivery> deliveries) {}

                    @Override
                    public void onStartedAnew() {
                        startedAnew.incrementAndGet();
                    }
                }));
        synchronized (model) {
            model.queue(ORDERS).consumers.clear();
        }

        proxy.cutAll();

        await().untilAsserted(() -> assertThat(startedAnew).hasValue(1));
        assertThat(consumer.standing()).isEqualTo(ConsumerLink.Standing.STARTED_ANEW);
    }

    @Test
    void closesAConsumerThatHasJustComeBack() throws Exception {
        BrokerLink link = link();
        ConsumerLink consumer =
                await(link.subscribe(new ConsumerRequest(new ConsumerTarget.Queue(ORDERS), null), any -> {}));
        consumer.credit(10); // outstanding, so that it would be given anew

        int port = server.address().getPort();
        server.close();
        CompletionStage<Void> closed = consumer.close();
        CompletionStage<Void> late = consumer.acknowledge(List.of());
        server = RemoteServer.start(model, RemoteServerConfig.DEFAULTS.at("127.0.0.1", port));

        await(closed);
        assertThatThrownBy(() -> await(late)).hasCauseInstanceOf(LinkClosedException.class);
        await(link.openProducer());
        assertThat(losses).isEmpty();
    }

    @Test
    void failsEverythingOnceItHasGivenUp() throws Exception {
        broker.close();
        broker = broker("retryMin=5&retryMax=20&giveUpAfter=100");
        BrokerLink link = link();
        ProducerIdentity producer = await(link.openProducer());

        proxy.close();
        CompletionStage<SendReceipt> send = link.send(batch(producer, 0, "never"));

        assertThatThrownBy(() -> await(send)).hasCauseInstanceOf(ConnectionLostException.class);
        await().until(() -> !losses.isEmpty());
        assertThat(losses).singleElement().isInstanceOf(ConnectionLostException.class);
        assertThatThrownBy(() -> await(link.openProducer())).hasCauseInstanceOf(LinkClosedException.class);
        assertThat(losses).hasSize(1);
    }

    @Test
    void endsAtOnceWhenItIsClosedDuringAnInterruption() throws Exception {
        BrokerLink link = link();
        proxy.close();
        await().until(() -> model.events().contains("abandon"));

        await(link.close());

        assertThat(losses).isEmpty();
    }

    @Test
    void triesAgainInOrderWhatAFullBrokerRefused() throws Exception {
        BrokerLink link = link();
        ProducerIdentity producer = await(link.openProducer());
        model.refuseSendsWith(() -> new BackpressureException("full"));
        List<CompletionStage<SendReceipt>> sends = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sends.add(link.send(batch(producer, i, "m" + i)));
            if (i == 25) {
                await().pollDelay(Duration.ofMillis(50)).until(() -> true);
                model.refuseSendsWith(() -> null);
            }
        }

        for (int i = 0; i < 50; i++) {
            assertThat(await(sends.get(i))).isEqualTo(new SendReceipt(0, i));
        }
    }

    @Test
    void replacesAConnectionThatTheServerStillTakesForAlive() throws Exception {
        LinkRequest request = new LinkRequest(UUID.randomUUID(), "me");
        await(broker.connect(request, losses::add));
        proxy.acceptNoMore(); // once replaced, the first one tries to come back at once, and would replace the second

        try (RemoteBroker second = brokerAt(server.address().getPort(), "retryMin=5")) {
            BrokerLink link = await(second.connect(request, losses::add));
            await(link.openProducer());
        }

        assertThat(model.events()).containsSubsequence("connect", "abandon", "connect");
    }

    @Test
    void refusesToHoldMoreThanItsLimit() throws Exception {
        broker.close();
        broker = broker("maxOutstandingBytes=65536&giveUpAfter=20000");
        BrokerLink link = link();
        ProducerIdentity producer = await(link.openProducer());
        proxy.freeze();
        String large = "x".repeat(40_000);

        link.send(batch(producer, 0, large));

        assertThatThrownBy(() -> await(link.send(batch(producer, 1, large))))
                .hasCauseInstanceOf(BackpressureException.class);
    }

    private RemoteBroker broker(String options) {
        return brokerAt(proxy.port(), options);
    }

    private static RemoteBroker brokerAt(int port, String options) {
        return RemoteBroker.at(RemoteClientConfig.parse("replaymq://127.0.0.1:" + port + "?" + options));
    }

    private BrokerLink link() throws Exception {
        return await(broker.connect(new LinkRequest(UUID.randomUUID(), null), losses::add));
    }
}
