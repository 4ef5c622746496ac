package io.replaymq.remote;

import static io.replaymq.remote.Samples.await;
import static io.replaymq.remote.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.Consumed;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.SeenDelivery;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.log.api.ProducerIdentity;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/**
 * What a transacted session does: takes four messages from one queue and sends others to two, in two transactions that are committed
 * and one between them that is rolled back, after which it delivers two of them to its application again.
 */
final class TransactedConversation {
    static final List<String> INPUT = List.of("i0", "i1", "i2", "i3");
    static final List<String> FIRST = List.of("a", "d");
    static final List<String> SECOND = List.of("b", "c");

    final Destination input;
    final Destination first;
    final Destination second;
    private final BrokerLink link;
    private final Step between;
    private final List<Delivery> received = new CopyOnWriteArrayList<>();

    /** Over this link, with queues of its own; {@code between} happens between any two steps. */
    TransactedConversation(BrokerLink link, String name, Step between) {
        this.link = link;
        this.input = Destination.queue("in-" + name);
        this.first = Destination.queue("first-" + name);
        this.second = Destination.queue("second-" + name);
        this.between = between;
    }

    /** Does all of it; the input is there already. */
    void run() throws Exception {
        ConsumerLink consumer =
                await(link.subscribe(new ConsumerRequest(new ConsumerTarget.Queue(input), null), received::addAll));
        consumer.credit(INPUT.size());
        ProducerIdentity producer = await(link.openProducer());
        await().atMost(Duration.ofSeconds(50))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> received.size() >= INPUT.size());

        send(new TransactionSend(new TransactionId(producer, 1), 0, first, List.of(message("a"))));
        send(new TransactionSend(new TransactionId(producer, 1), 1, second, List.of(message("b"), message("c"))));
        commit(new TransactionEnd(new TransactionId(producer, 1), 0, 2, consumed(consumer.memberId(), 0, 1)));

        send(new TransactionSend(new TransactionId(producer, 2), 0, first, List.of(message("never"))));
        between.run();
        CompletionStage<Void> rolledBack = link.rollBack(new TransactionId(producer, 2));
        between.run();
        List<DeliveryId> again = await(consumer.redeliver(List.of(seen(2), seen(3))));
        assertThat(again).containsExactly(received.get(2).id(), received.get(3).id());

        send(new TransactionSend(new TransactionId(producer, 3), 0, first, List.of(message("d"))));
        commit(new TransactionEnd(new TransactionId(producer, 3), 1, 1, consumed(consumer.memberId(), 2, 3)));
        assertThat(received.stream().map(each -> Samples.text(each.message())))
                .as("received")
                .containsExactlyElementsOf(INPUT);
        await(rolledBack);
        await(consumer.close());
    }

    private SeenDelivery seen(int which) {
        return new SeenDelivery(received.get(which).id(), received.get(which).deliveryCount());
    }

    private void send(TransactionSend send) throws Exception {
        between.run();
        link.send(send);
    }

    private void commit(TransactionEnd end) throws Exception {
        between.run();
        await(link.commit(end));
    }

    private List<Consumed> consumed(UUID consumer, int... which) {
        List<DeliveryId> deliveries =
                IntStream.of(which).mapToObj(i -> received.get(i).id()).toList();
        return List.of(new Consumed(consumer, deliveries));
    }

    /** Something that happens between two steps. */
    interface Step {
        void run() throws Exception;
    }
}
