package io.replaymq.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.SeenDelivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Keeps what it receives, and checks that it never receives more than the credit it gave. */
final class TestConsumer implements DeliveryListener {
    private static final Duration SETTLE = Duration.ofMillis(100);

    private final BrokerLink link;
    private final List<Delivery> received = new ArrayList<>(); // guarded by itself
    private long credit;
    private long allowed;
    private ConsumerLink consumer;

    private TestConsumer(BrokerLink link) {
        this.link = link;
    }

    static TestConsumer open(BrokerLink link, ConsumerRequest request) {
        TestConsumer opened = new TestConsumer(link);
        opened.consumer = BrokerFixture.join(link.subscribe(request, opened));
        return opened;
    }

    @Override
    public void onDeliveries(List<Delivery> deliveries) {
        synchronized (received) {
            received.addAll(deliveries);
            credit -= deliveries.size();
            if (credit < 0) {
                allowed = -1;
            }
        }
    }

    TestConsumer credit(int messages) {
        synchronized (received) {
            credit += messages;
        }
        consumer.credit(messages);
        return this;
    }

    List<Delivery> received() {
        synchronized (received) {
            assertThat(allowed).as("deliveries beyond credit").isZero();
            return List.copyOf(received);
        }
    }

    /** Waits until it has received so many in all. */
    List<Delivery> awaitReceived(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> received().size() >= count);
        assertThat(received()).hasSize(count);
        return received();
    }

    /** Waits a little for what must not come. */
    void receivesNoMoreThan(int count) {
        await().during(SETTLE)
                .atMost(Duration.ofSeconds(5))
                .until(() -> received().size() <= count);
        assertThat(received()).hasSize(count);
    }

    List<Integer> numbers() {
        return numbersOf(received());
    }

    ConsumerLink consumer() {
        return consumer;
    }

    UUID memberId() {
        return consumer.memberId();
    }

    BrokerLink link() {
        return link;
    }

    void acknowledge(List<Delivery> deliveries) {
        BrokerFixture.join(consumer.acknowledge(ids(deliveries)));
    }

    void acknowledgeAll() {
        acknowledge(received());
    }

    void release(List<Delivery> deliveries, Seen seen) {
        BrokerFixture.join(consumer.release(ids(deliveries), seen));
    }

    List<DeliveryId> redeliver(SeenDelivery... seen) {
        return BrokerFixture.join(consumer.redeliver(List.of(seen)));
    }

    void close() {
        BrokerFixture.join(consumer.close());
    }

    static List<DeliveryId> ids(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::id).toList();
    }

    static List<Integer> numbersOf(List<Delivery> deliveries) {
        return deliveries.stream().map(TestConsumer::number).toList();
    }

    static int number(Delivery delivery) {
        String body = body(delivery);
        return Integer.parseInt(body.substring(body.indexOf('/') + 1));
    }

    static String body(Delivery delivery) {
        return US_ASCII.decode(delivery.message().content().value()).toString();
    }
}
