package io.replaymq.remote;

import static io.replaymq.remote.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.EmbeddedBroker;
import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.BrowsePage;
import io.replaymq.broker.api.BrowseRequest;
import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationInUseException;
import io.replaymq.broker.api.InvalidSelectorException;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordContent;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.api.RemoteServerConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What consumers may ask for, over real sockets and interruptions, as in the VM. */
class ConsumerFeaturesIT {
    private static final Destination ORDERS = Destination.queue("orders");
    private static final Destination NEWS = Destination.topic("news");
    private static final ConsumerOptions ODD = ConsumerOptions.DEFAULTS.withSelector("odd = 'yes'");

    /** Waits for consumers to come back for longer than any machine takes. */
    private static final BrokerConfig PATIENT = new BrokerConfig(
            TopicConfig.DEFAULTS,
            new GroupsConfig(4_096, 4 << 20, Duration.ofMinutes(2), 8 << 20),
            Duration.ofMinutes(1));

    @TempDir
    Path directory;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private EmbeddedLog log;
    private EmbeddedBroker broker;
    private RemoteServer server;
    private CuttingProxy proxy;
    private RemoteBroker client;
    private BrokerLink link;

    @BeforeEach
    void start() throws Exception {
        log = EmbeddedLog.open(directory, LogConfig.DEFAULTS);
        broker = EmbeddedBroker.open(log, PATIENT, TimeSource.SYSTEM, timer);
        server = RemoteServer.start(broker, RemoteServerConfig.DEFAULTS.at("127.0.0.1", 0));
        proxy = new CuttingProxy(server.address().getPort(), CuttingProxy.nowhere());
        client = RemoteBroker.at(
                RemoteClientConfig.parse("replaymq://127.0.0.1:" + proxy.port() + "?retryMin=5&retryMax=50"));
        link = link();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        proxy.close();
        server.close();
        broker.close();
        log.close();
        timer.shutdown();
    }

    @Test
    void aSelectorHoldsOverAnInterruption() throws Exception {
        ProducerIdentity producer = await(link.openProducer());
        List<Delivery> received = new CopyOnWriteArrayList<>();
        var consumer = await(
                link().subscribe(new ConsumerRequest(new ConsumerTarget.Queue(ORDERS), ODD, null), received::addAll));
        consumer.credit(1_000);
        send(producer, ORDERS, 0, 10);
        await().atMost(Duration.ofSeconds(50)).until(() -> received.size() >= 5);

        proxy.cutAll();
        send(producer, ORDERS, 10, 10);

        await().atMost(Duration.ofSeconds(50)).until(() -> received.size() >= 10);
        assertThat(received.stream().map(each -> Samples.text(each.message())))
                .containsExactly("1", "3", "5", "7", "9", "11", "13", "15", "17", "19");
    }

    @Test
    void anInvalidSelectorIsRefusedWithItsPosition() {
        ConsumerOptions wrong = ODD.withSelector("odd = ");

        assertThatThrownBy(() -> await(link.subscribe(
                        new ConsumerRequest(new ConsumerTarget.Queue(ORDERS), wrong, null), deliveries -> {})))
                .hasCauseInstanceOf(InvalidSelectorException.class)
                .hasMessageContaining("character 7");
        assertThatThrownBy(() ->
                        await(link.browse(new BrowseRequest(ORDERS, "x = '" + "x".repeat(20_000) + "'", List.of(), 1))))
                .hasCauseInstanceOf(InvalidSelectorException.class);
    }

    @Test
    void browsesPageByPage() throws Exception {
        ProducerIdentity producer = await(link.openProducer());
        send(producer, ORDERS, 0, 100);

        List<String> seen = new ArrayList<>();
        BrowseRequest request = new BrowseRequest(ORDERS, "odd = 'yes'", List.of(), 20);
        BrowsePage page = await(link.browse(request));
        page.messages().forEach(each -> seen.add(Samples.text(each.message())));
        while (!page.rest().isEmpty()) {
            proxy.cutAll();
            page = await(link.browse(request.behind(page)));
            page.messages().forEach(each -> seen.add(Samples.text(each.message())));
        }

        assertThat(seen).hasSize(50).startsWith("1", "3").endsWith("99");
    }

    @Test
    void sharedSubscriptionsAreSharedByConnections() throws Exception {
        ConsumerTarget shared = new ConsumerTarget.SharedDurableSubscription(NEWS, null, "s");
        List<Delivery> received = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 2; i++) {
            await(link().subscribe(new ConsumerRequest(shared, null), received::addAll))
                    .credit(5);
        }
        send(await(link.openProducer()), NEWS, 0, 10);

        await().atMost(Duration.ofSeconds(50)).until(() -> received.size() >= 10);
        assertThat(received.stream().map(each -> Samples.text(each.message())))
                .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void temporaryDestinationsSurviveAnInterruptionAndEndWithTheirLink() throws Exception {
        Destination replies =
                await(link.createTemporary(Destination.Kind.QUEUE)).destination();
        BrokerLink other = link();
        List<Delivery> received = new CopyOnWriteArrayList<>();
        var consumer =
                await(link.subscribe(new ConsumerRequest(new ConsumerTarget.Queue(replies), null), received::addAll));
        consumer.credit(10);
        proxy.cutAll();
        ProducerIdentity producer = await(other.openProducer());
        await(other.send(new SendBatch(replies, producer, 0, Durability.DURABLE, List.of(message(0)))));
        await().atMost(Duration.ofSeconds(50)).until(() -> received.size() == 1);
        assertThatThrownBy(() -> await(other.subscribe(
                        new ConsumerRequest(new ConsumerTarget.Queue(replies), null), deliveries -> {})))
                .hasCauseInstanceOf(DestinationInUseException.class);
        assertThatThrownBy(() -> await(link.delete(replies))).hasCauseInstanceOf(DestinationInUseException.class);

        await(link.close());

        assertThatThrownBy(() -> await(other.declare(replies))).hasCauseInstanceOf(UnknownDestinationException.class);
    }

    private BrokerLink link() throws Exception {
        return await(client.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
    }

    private void send(ProducerIdentity producer, Destination to, int from, int count) throws Exception {
        for (int i = from; i < from + count; i++) {
            await(link.send(new SendBatch(to, producer, i, Durability.DURABLE, List.of(message(i)))));
        }
    }

    private static Message message(int number) {
        Header odd = new Header("odd", (number % 2 == 1 ? "yes" : "no").getBytes(StandardCharsets.UTF_8));
        byte[] body = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        return new Message(1_700_000_000_000L, RecordContent.of(null, body, List.of(odd)));
    }
}
