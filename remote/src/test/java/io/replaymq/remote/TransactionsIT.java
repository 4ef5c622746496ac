package io.replaymq.remote;

import static io.replaymq.remote.Samples.ORDERS;
import static io.replaymq.remote.Samples.await;
import static io.replaymq.remote.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.BranchExistsException;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.Consumed;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.SeenDelivery;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.broker.api.UnknownBranchException;
import io.replaymq.log.api.BatchTooLargeException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.api.RemoteServerConfig;
import io.replaymq.transactions.api.InDoubtException;
import io.replaymq.transactions.api.TransactionTooLargeException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions over a connection, and what becomes of them when it, or the server, goes away. */
class TransactionsIT {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final BranchId BRANCH = new BranchId(1, new byte[] {1}, new byte[] {2});

    private final ModelBroker model = new ModelBroker();
    private final List<BrokerException> losses = new CopyOnWriteArrayList<>();
    private final List<Delivery> received = new CopyOnWriteArrayList<>();
    private RemoteServer server;
    private CuttingProxy proxy;
    private RemoteBroker broker;
    private BrokerLink link;
    private ProducerIdentity producer;

    @BeforeEach
    void start() throws Exception {
        server = RemoteServer.start(
                model, RemoteServerConfig.DEFAULTS.at("127.0.0.1", 0).withHeartbeat(Duration.ofSeconds(1)));
        proxy = new CuttingProxy(server.address().getPort(), CuttingProxy.nowhere());
        connect("retryMin=5&retryMax=20");
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
        proxy.close();
        server.close();
        model.close();
    }

    private void connect(String options) throws Exception {
        broker = RemoteBroker.at(RemoteClientConfig.parse("replaymq://127.0.0.1:" + proxy.port() + "?" + options));
        link = await(broker.connect(new LinkRequest(UUID.randomUUID(), null), losses::add));
        producer = await(link.openProducer());
    }

    private void reconnect(String options) throws Exception {
        broker.close();
        connect(options);
    }

    @Test
    void aTransactionInProgressOutlivesTheServer() throws Exception {
        ConsumerLink consumer = consume("i0", "i1");
        link.send(send(1, 0, "a"));
        link.send(send(1, 1, "b"));
        int port = server.address().getPort();
        for (int i = 0; i < 3; i++) {
            server.close();
            server = RemoteServer.start(model, RemoteServerConfig.DEFAULTS.at("127.0.0.1", port));
            link.send(send(1, 2 + i, "c" + i));
            await(link.openProducer()); // the link is back
        }

        await(link.commit(end(1, 0, 5, consumed(consumer))));

        assertThat(texts()).containsExactly("i0", "i1", "a", "b", "c0", "c1", "c2");
        assertThat(model.unsettled(ORDERS)).isEqualTo(5);
        assertThat(losses).isEmpty();
    }

    @Test
    void aCommitThatIsUnansweredWhenTheLinkIsGivenUpIsInDoubt() throws Exception {
        reconnect("retryMin=5&retryMax=20&giveUpAfter=100");
        link.send(send(1, 0, "a"));
        proxy.acceptNoMore();
        proxy.freeze();

        CompletionStage<Void> commit = link.commit(end(1, 0, 1));

        assertThatThrownBy(() -> await(commit)).hasCauseInstanceOf(InDoubtException.class);
        await().atMost(LONG).until(() -> losses.size() == 1);
    }

    @Test
    void aCommitThatWasNeverSentIsRolledBack() throws Exception {
        reconnect("retryMin=5&retryMax=20&giveUpAfter=100");
        link.send(send(1, 0, "a"));
        proxy.close();
        await().atMost(LONG).until(() -> losses.size() == 1);

        assertThatThrownBy(() -> await(link.commit(end(1, 0, 1))))
                .hasCauseInstanceOf(TransactionRolledBackException.class);
        assertThat(texts()).isEmpty();
    }

    @Test
    void aTransactionThatIsTooLargeIsRolledBackAndTheNextOneIsNot() throws Exception {
        reconnect("maxTransactionBytes=65536");
        String large = "x".repeat(40_000);
        link.send(send(1, 0, large));
        link.send(send(1, 1, large));

        assertThatThrownBy(() -> await(link.commit(end(1, 0, 2))))
                .cause()
                .isInstanceOf(TransactionRolledBackException.class)
                .hasCauseInstanceOf(TransactionTooLargeException.class)
                .hasMessageContaining("expected up to 65536");

        link.send(send(2, 0, "small"));
        await(link.commit(end(2, 0, 1)));
        assertThat(texts()).containsExactly("small");
        assertThat(model.events()).contains("rollBack");
    }

    @Test
    void aSendThatFitsIntoNoFrameIsToldAtTheEnd() throws Exception {
        link.send(new TransactionSend(
                id(1),
                0,
                ORDERS,
                Stream.generate(() -> message("x")).limit(10_001).toList()));
        link.send(send(1, 1, "a"));

        assertThatThrownBy(() -> await(link.commit(end(1, 0, 2))))
                .cause()
                .isInstanceOf(TransactionRolledBackException.class)
                .hasCauseInstanceOf(BatchTooLargeException.class)
                .hasMessageContaining("10001 messages");
        assertThat(texts()).isEmpty();
    }

    @Test
    void whatAFencedConsumerTookCannotBeCommitted() throws Exception {
        ConsumerLink consumer = consume("i0");
        link.send(send(1, 0, "a"));
        TransactionEnd end = end(1, 0, 1, consumed(consumer));
        synchronized (model) {
            model.queue(ORDERS).consumers.clear();
        }
        proxy.cutAll();

        assertThatThrownBy(() -> await(link.commit(end))).hasCauseInstanceOf(TransactionRolledBackException.class);
        assertThat(texts()).containsExactly("i0");
    }

    @Test
    void aCommitThatIsRefusedForWantOfRoomIsNotTriedAgainBehindTheApplicationsBack() throws Exception {
        model.refuseSendsWith(() -> new TransactionRolledBackException("no room"));
        link.send(send(1, 0, "a"));

        assertThatThrownBy(() -> await(link.commit(end(1, 0, 1))))
                .hasCauseInstanceOf(TransactionRolledBackException.class)
                .hasMessageContaining("no room");

        model.refuseSendsWith(() -> null);
        link.send(send(2, 0, "b"));
        await(link.commit(end(2, 0, 1)));
        assertThat(texts()).containsExactly("b");
    }

    @Test
    void anEndIsAskedForAgainWhenOnlyTheServersEndKeptItFromKnowing() throws Exception {
        model.refuseSendsWith(() -> new InDoubtException("failed", new StorageFailedException("disk")));
        link.send(send(1, 0, "a"));
        CompletionStage<Void> commit = link.commit(end(1, 0, 1));
        await().atMost(LONG).until(() -> model.events().contains("abandon"));
        model.refuseSendsWith(() -> null);

        await(commit);

        assertThat(texts()).containsExactly("a");
        assertThat(losses).isEmpty();
    }

    @Test
    void anOutcomeThatNobodyKnowsIsTold() {
        model.refuseSendsWith(() -> new InDoubtException("forgotten", new OutOfOrderSequenceException("unknown")));
        link.send(send(1, 0, "a"));

        assertThatThrownBy(() -> await(link.commit(end(1, 0, 1))))
                .hasCauseInstanceOf(InDoubtException.class)
                .hasMessageContaining("forgotten");
        assertThat(losses).isEmpty();
    }

    @Test
    void aBranchIsPreparedListedAndEndedOverAnyConnection() throws Exception {
        ConsumerLink consumer = consume("i0");
        link.send(send(1, 0, "a"));
        TransactionEnd end = end(1, 0, 1, consumed(consumer));
        proxy.cutAll();

        assertThat(await(link.prepare(BRANCH, end))).isEqualTo(BranchVote.PREPARED);
        proxy.cutAll();
        assertThat(await(link.branches())).singleElement().satisfies(each -> assertThat(each.id())
                .isEqualTo(BRANCH));
        link.send(send(2, 0, "b"));
        assertThatThrownBy(() -> await(link.prepare(BRANCH, end(2, 0, 1))))
                .hasCauseInstanceOf(BranchExistsException.class);
        await(link.close());

        BrokerLink other = await(broker.connect(new LinkRequest(UUID.randomUUID(), null), losses::add));
        proxy.cutAll();
        await(other.end(BRANCH, BranchOutcome.COMMIT));
        await(other.end(BRANCH, BranchOutcome.COMMIT));
        assertThat(texts()).containsExactly("i0", "a");
        await(other.forget(BRANCH));
        assertThatThrownBy(() -> await(other.forget(BRANCH))).hasCauseInstanceOf(UnknownBranchException.class);
        assertThatThrownBy(() -> await(other.end(BRANCH, BranchOutcome.COMMIT)))
                .hasCauseInstanceOf(UnknownBranchException.class);
    }

    @Test
    void whatReachedItsLimitIsNotDeliveredAgain() throws Exception {
        ConsumerLink consumer = consume("i0", "i1");
        synchronized (model) {
            model.queue(ORDERS).deliveryLimit = 2;
        }
        List<SeenDelivery> twice = List.of(
                new SeenDelivery(received.get(0).id(), 1),
                new SeenDelivery(received.get(1).id(), 2));

        assertThat(await(consumer.redeliver(twice)))
                .containsExactly(received.get(0).id());
        proxy.cutAll();
        await(link.openProducer());

        synchronized (model) {
            assertThat(model.queue(ORDERS).inFlight)
                    .containsOnlyKeys(received.get(0).id());
        }
    }

    @Test
    void aClosedConsumerDeliversNothingAgain() throws Exception {
        ConsumerLink consumer = consume("i0");
        CompletionStage<Void> closed = consumer.close();

        assertThatThrownBy(() -> await(consumer.redeliver(
                        List.of(new SeenDelivery(received.get(0).id(), 1)))))
                .hasCauseInstanceOf(LinkClosedException.class);
        await(closed);
    }

    private ConsumerLink consume(String... input) throws Exception {
        synchronized (model) {
            Stream.of(input).forEach(each -> model.queue(ORDERS).messages.add(message(each)));
        }
        ConsumerLink consumer =
                await(link.subscribe(new ConsumerRequest(new ConsumerTarget.Queue(ORDERS), null), received::addAll));
        consumer.credit(input.length);
        await().atMost(LONG).until(() -> received.size() == input.length);
        return consumer;
    }

    private Consumed consumed(ConsumerLink consumer) {
        List<DeliveryId> ids = received.stream().map(Delivery::id).toList();
        return new Consumed(consumer.memberId(), ids);
    }

    private TransactionId id(long number) {
        return new TransactionId(producer, number);
    }

    private TransactionSend send(long number, int index, String text) {
        return new TransactionSend(id(number), index, ORDERS, List.of(message(text)));
    }

    private TransactionEnd end(long number, int sequence, int sends, Consumed... consumed) {
        return new TransactionEnd(id(number), sequence, sends, List.of(consumed));
    }

    private List<String> texts() {
        return model.contents(ORDERS).stream().map(Samples::text).toList();
    }
}
