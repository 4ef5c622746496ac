package io.replaymq.remote;

import static io.replaymq.remote.Samples.ORDERS;
import static io.replaymq.remote.Samples.await;
import static io.replaymq.remote.Samples.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ClientIdInUseException;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.remote.api.HostPort;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.api.RemoteServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteBrokerIT {
    private final ModelBroker model = new ModelBroker();
    private RemoteServer server;
    private RemoteBroker broker;
    private BrokerLink link;
    private ConsumerLink consumer;

    @BeforeEach
    void connect() throws Exception {
        server = RemoteServer.start(model, RemoteServerConfig.DEFAULTS.at("127.0.0.1", 0));
        broker = RemoteBroker.at(
                RemoteClientConfig.to(new HostPort("127.0.0.1", server.address().getPort())));
        link = await(broker.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
    }

    @AfterEach
    void close() {
        broker.close();
        server.close();
        model.close();
    }

    @Test
    void carriesMessagesFromASenderToAConsumerInOrder() throws Exception {
        List<Delivery> received = new CopyOnWriteArrayList<>();
        ConsumerLink consumer =
                await(link.subscribe(new ConsumerRequest(new ConsumerTarget.Queue(ORDERS), null), received::addAll));
        consumer.credit(1_000);
        ProducerIdentity producer = await(link.openProducer());

        List<CompletionStage<SendReceipt>> sends = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sends.add(link.send(batch(producer, i, "message " + i)));
        }
        for (int i = 0; i < 500; i++) {
            assertThat(await(sends.get(i))).isEqualTo(new SendReceipt(0, i));
        }

        await().until(() -> received.size() == 500);
        assertThat(received.get(499).message()).isEqualTo(Samples.message("message 499"));
        await(consumer.acknowledge(received.stream().map(Delivery::id).toList()));
        assertThat(await(link.status(new ConsumerTarget.Queue(ORDERS))).backlog())
                .isZero();
        await(consumer.close());
        await(link.close());
        assertThat(model.events()).endsWith("close");
    }

    @Test
    void tellsOfAcknowledgementsNobodyWaitsForBeforeAnythingElseThatIsAsked() throws Exception {
        List<Delivery> received = received(200);

        received.forEach(each -> consumer.acknowledgeSoon(List.of(each.id())));

        assertThat(await(link.status(new ConsumerTarget.Queue(ORDERS))).backlog())
                .isZero();
    }

    @Test
    void tellsOfAcknowledgementsNobodyWaitsForWithoutBeingAskedAnythingElse() throws Exception {
        List<Delivery> received = received(200);

        for (Delivery each : received) {
            consumer.acknowledgeSoon(List.of(each.id()));
        }

        await().until(() -> model.unsettled(ORDERS) == 0);
    }

    @Test
    void tellsOfAcknowledgementsNobodyWaitsForBeforeTheConsumerEnds() throws Exception {
        List<Delivery> received = received(20);
        received.forEach(each -> consumer.acknowledgeSoon(List.of(each.id())));

        await(consumer.close());

        assertThat(model.unsettled(ORDERS)).isZero();
    }

    private List<Delivery> received(int messages) throws Exception {
        List<Delivery> received = new CopyOnWriteArrayList<>();
        consumer = await(link.subscribe(new ConsumerRequest(new ConsumerTarget.Queue(ORDERS), null), received::addAll));
        consumer.credit(messages);
        ProducerIdentity producer = await(link.openProducer());
        for (int i = 0; i < messages; i++) {
            link.send(batch(producer, i, "message " + i));
        }
        await().until(() -> received.size() == messages);
        return received;
    }

    @Test
    void carriesEveryOtherRequest() throws Exception {
        assertThat(await(link.declare(ORDERS)).logTopic()).isEqualTo("queue.orders");
        await(link.identify("me"));
        await(link.rewind(new ConsumerTarget.Queue(ORDERS), new StartPosition.AtOffset(0, 7)));

        assertThat(model.events()).contains("rewind AtOffset[partition=0, offset=7]");
        assertThatThrownBy(() -> await(broker.connect(new LinkRequest(UUID.randomUUID(), "me"), cause -> {})))
                .hasCauseInstanceOf(ClientIdInUseException.class);
    }

    @Test
    void carriesErrorsAsCodeAndText() throws Exception {
        ProducerIdentity producer = await(link.openProducer());

        assertThatThrownBy(() -> await(link.send(batch(producer, 5, "too early"))))
                .hasCauseInstanceOf(OutOfOrderSequenceException.class)
                .hasMessageContaining("sequence 5, expected 0");
    }

    @Test
    void failsEverythingAfterClose() throws Exception {
        await(link.close());

        assertThatThrownBy(() -> await(link.openProducer())).hasCauseInstanceOf(LinkClosedException.class);
        await(link.close());
    }

    @Test
    void saysThatNobodyListens() {
        RemoteBroker nobody = RemoteBroker.at(RemoteClientConfig.to(new HostPort("127.0.0.1", 1)));

        assertThatThrownBy(() -> await(nobody.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {})))
                .hasCauseInstanceOf(LinkClosedException.class)
                .hasMessageContaining("127.0.0.1:1");
        nobody.close();
    }
}
