package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static io.replaymq.broker.BrokerFixture.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.broker.api.UnknownDestinationException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueueTest {
    private final BrokerFixture fixture = new BrokerFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void deliversWhatWasSentBeforeAndAfterTheConsumerCameInOrder() {
        TestProducer producer = fixture.producer(ORDERS);
        producer.send(10);
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE).credit(100);
        producer.send(10);

        List<Delivery> received = consumer.awaitReceived(20);

        assertThat(consumer.numbers()).isEqualTo(range(0, 20));
        assertThat(received).allMatch(each -> each.deliveryCount() == 1);
        assertThat(received.get(3).message().timestampMs()).isEqualTo(3);
    }

    @Test
    void deliversNothingAgainThatWasAcknowledged() {
        fixture.producer(ORDERS).send(10);
        TestConsumer first = fixture.consumer(ORDERS_QUEUE).credit(6);
        first.awaitReceived(6);
        first.acknowledge(first.received().subList(0, 4));
        first.close();

        TestConsumer second = fixture.consumer(ORDERS_QUEUE).credit(100);

        second.awaitReceived(6);
        assertThat(second.numbers()).isEqualTo(range(4, 10));
        assertThat(second.received()).allMatch(each -> each.deliveryCount() == 1);
    }

    @Test
    void neverDeliversMoreThanTheCreditGiven() {
        fixture.producer(ORDERS).send(50);
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE);
        consumer.receivesNoMoreThan(0);

        for (int credit = 1; credit <= 5; credit++) {
            consumer.credit(credit);
            consumer.receivesNoMoreThan(credit * (credit + 1) / 2);
        }
    }

    @Test
    void sharesTheMessagesOfOnePartitionAmongManyConsumers() {
        List<TestConsumer> consumers = IntStream.range(0, 8)
                .mapToObj(i -> fixture.consumer(ORDERS_QUEUE).credit(100))
                .toList();

        fixture.producer(ORDERS).send(400);
        await().until(() ->
                consumers.stream().mapToInt(c -> c.received().size()).sum() == 400);

        List<Integer> all = new ArrayList<>();
        for (TestConsumer each : consumers) {
            assertThat(each.numbers()).isSorted().hasSizeBetween(1, 100);
            all.addAll(each.numbers());
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(range(0, 400));
    }

    @Test
    void goesOnServingOthersWhileOneConsumerIsStuck() {
        fixture.producer(ORDERS).send(1_000);
        TestConsumer stuck = fixture.consumer(ORDERS_QUEUE).credit(5);
        stuck.awaitReceived(5);
        TestConsumer working = fixture.consumer(ORDERS_QUEUE);

        int received = 0;
        while (received < 995) {
            int credit = Math.min(100, 995 - received);
            received += credit;
            working.credit(credit).awaitReceived(received);
            working.acknowledge(working.received().subList(received - credit, received));
        }

        assertThat(working.numbers()).isEqualTo(range(5, 1_000));
        assertThat(fixture.status(ORDERS_QUEUE)).isEqualTo(new TargetStatus(5, 5, 2));
    }

    @Test
    void countsADeliveryThatTheApplicationSawAndGaveBack() {
        fixture.producer(ORDERS).send(6);
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE).credit(3);
        consumer.awaitReceived(3);

        consumer.release(consumer.received(), Seen.BY_APPLICATION);
        consumer.credit(10).awaitReceived(9);

        List<Delivery> again = consumer.received().subList(3, 9);
        assertThat(TestConsumer.numbersOf(again)).isEqualTo(range(0, 6));
        assertThat(again).extracting(Delivery::deliveryCount).containsExactly(2, 2, 2, 1, 1, 1);
    }

    @Test
    void doesNotCountADeliveryThatStayedInABuffer() {
        fixture.producer(ORDERS).send(6);
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE).credit(4);
        consumer.awaitReceived(4);

        consumer.release(consumer.received().subList(1, 3), Seen.NOT_SEEN);
        consumer.credit(2).awaitReceived(6);

        assertThat(consumer.numbers()).containsExactly(0, 1, 2, 3, 1, 2);
        assertThat(consumer.received()).allMatch(each -> each.deliveryCount() == 1);
    }

    @Test
    void keepsTheOrderOfEachProducerOverManyPartitions() {
        try (BrokerFixture partitioned = new BrokerFixture(4)) {
            List<TestProducer> producers = IntStream.range(0, 6)
                    .mapToObj(i -> partitioned.producer(ORDERS))
                    .toList();
            TestConsumer consumer = partitioned.consumer(ORDERS_QUEUE).credit(10_000);

            for (int i = 0; i < 50; i++) {
                producers.forEach(TestProducer::sendOne);
            }

            consumer.awaitReceived(300);
            for (TestProducer each : producers) {
                assertThat(consumer.received())
                        .filteredOn(d -> TestConsumer.body(d).startsWith(each.id() + "/"))
                        .extracting(TestConsumer::number)
                        .containsExactlyElementsOf(range(0, 50));
            }
        }
    }

    @Test
    void rewindsToTheStartToAnOffsetAndToATime() {
        fixture.producer(ORDERS).send(10);
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE).credit(100);
        consumer.awaitReceived(10);
        consumer.acknowledgeAll();

        join(consumer.link().rewind(ORDERS_QUEUE, new StartPosition.Earliest()));
        consumer.awaitReceived(20);
        consumer.acknowledgeAll();
        join(consumer.link().rewind(ORDERS_QUEUE, new StartPosition.AtOffset(0, 7)));
        consumer.awaitReceived(23);
        consumer.acknowledgeAll();
        join(consumer.link().rewind(ORDERS_QUEUE, new StartPosition.AtTime(8)));
        consumer.awaitReceived(25);

        assertThat(consumer.numbers().subList(10, 25)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 7, 8, 9, 8, 9);
    }

    @Test
    void skipsTheBacklogWhenWoundForward() {
        TestProducer producer = fixture.producer(ORDERS);
        producer.send(10);
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE);

        join(consumer.link().rewind(ORDERS_QUEUE, new StartPosition.Latest()));
        producer.send(2);
        consumer.credit(100).awaitReceived(2);

        assertThat(consumer.numbers()).containsExactly(10, 11);
    }

    @Test
    void acknowledgementsOfBeforeARewindChangeNothing() {
        fixture.producer(ORDERS).send(3);
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE).credit(3);
        List<Delivery> before = consumer.awaitReceived(3);

        join(consumer.link().rewind(ORDERS_QUEUE, new StartPosition.Earliest()));
        consumer.acknowledge(before);

        assertThat(fixture.status(ORDERS_QUEUE).backlog()).isEqualTo(3);
        consumer.credit(3).awaitReceived(6);
        assertThat(consumer.numbers()).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void saysHowItStands() {
        TestProducer producer = fixture.producer(ORDERS);
        producer.send(10);
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE).credit(4);
        consumer.awaitReceived(4);
        consumer.acknowledge(consumer.received().subList(0, 1));

        assertThat(fixture.status(ORDERS_QUEUE)).isEqualTo(new TargetStatus(9, 3, 1));
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatThrownBy(() -> fixture.status(ORDERS_QUEUE)).hasCauseInstanceOf(UnknownDestinationException.class);
        assertThatThrownBy(() -> join(fixture.link().rewind(ORDERS_QUEUE, new StartPosition.Earliest())))
                .hasCauseInstanceOf(UnknownDestinationException.class);
    }

    @Test
    void refusesAQueueTargetOnATopic() {
        ConsumerTarget wrong = new ConsumerTarget.Queue(Destination.topic("orders"));

        assertThatThrownBy(() -> join(fixture.link().subscribe(new ConsumerRequest(wrong, null), deliveries -> {})))
                .hasCauseInstanceOf(InvalidDestinationException.class);
    }
}
