package io.replaymq.remote;

import static io.replaymq.remote.Samples.ORDERS;
import static io.replaymq.remote.Samples.await;
import static io.replaymq.remote.Samples.batch;
import static io.replaymq.remote.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.broker.api.SubscriptionInUseException;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.remote.api.ConnectionLostException;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.api.RemoteServerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One link with several addresses, where the same broker is found at one after the other. */
class FailoverIT {
    private static final Duration LONG = Duration.ofSeconds(50);

    private final ModelBroker model = new ModelBroker();
    private final List<BrokerException> losses = new CopyOnWriteArrayList<>();
    private RemoteServer first;
    private RemoteServer second;
    private RemoteBroker broker;

    @BeforeEach
    void start() throws IOException {
        first = RemoteServer.start(model, RemoteServerConfig.DEFAULTS.at("127.0.0.1", 0));
        second = RemoteServer.start(model, RemoteServerConfig.DEFAULTS.at("127.0.0.1", 0));
    }

    @AfterEach
    void stop() {
        broker.close();
        first.close();
        second.close();
        model.close();
    }

    @Test
    void aLinkGoesOnAtTheNextAddress() throws Exception {
        BrokerLink link = link("");
        List<Delivery> received = new CopyOnWriteArrayList<>();
        await(link.subscribe(new ConsumerRequest(new ConsumerTarget.Queue(ORDERS), null), received::addAll))
                .credit(10);
        ProducerIdentity producer = await(link.openProducer());
        ProducerIdentity transactions = await(link.openProducer());
        TransactionId transaction = new TransactionId(transactions, 1);
        await(link.send(batch(producer, 0, "a")));
        link.send(new TransactionSend(transaction, 0, ORDERS, List.of(message("c"))));

        first.close();
        CompletionStage<SendReceipt> send = link.send(batch(producer, 1, "b"));

        assertThat(await(send)).isEqualTo(new SendReceipt(0, 1));
        await(link.commit(new TransactionEnd(transaction, 0, 1, List.of())));
        await().atMost(LONG).until(() -> received.size() == 3);
        assertThat(received.stream().map(each -> Samples.text(each.message()))).containsExactly("a", "b", "c");
        assertThat(losses).isEmpty();
    }

    @Test
    void anAddressWhereNobodyListensIsPassedOver() throws Exception {
        first.close();

        BrokerLink link = link("");

        await(link.openProducer());
        assertThat(losses).isEmpty();
    }

    @Test
    void aServerThatDoesNotTakeTheConsumersBackIsGivenUpInTime() throws Exception {
        BrokerLink link = link("&giveUpAfter=300");
        await(link.subscribe(new ConsumerRequest(new ConsumerTarget.Queue(ORDERS), null), deliveries -> {}));
        model.refuseSubscriptionsWith(() -> new SubscriptionInUseException("somebody else has it"));

        first.close();

        await().atMost(LONG).until(() -> !losses.isEmpty());
        assertThat(losses)
                .singleElement()
                .isInstanceOf(ConnectionLostException.class)
                .satisfies(each -> assertThat(each.getMessage()).startsWith("gave up after 300 ms: "));
        assertThatThrownBy(() -> await(link.openProducer())).hasCauseInstanceOf(LinkClosedException.class);
    }

    private BrokerLink link(String options) throws Exception {
        broker = RemoteBroker.at(RemoteClientConfig.parse(
                "replaymq://127.0.0.1:" + first.address().getPort() + ",127.0.0.1:"
                        + second.address().getPort() + "?retryMin=5&retryMax=20" + options));
        return await(broker.connect(new LinkRequest(UUID.randomUUID(), null), losses::add));
    }
}
