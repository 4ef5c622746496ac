package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.NEWS;
import static io.replaymq.broker.BrokerFixture.join;
import static io.replaymq.broker.BrokerFixture.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.ConsumerTarget.DurableSubscription;
import io.replaymq.broker.api.ConsumerTarget.SharedDurableSubscription;
import io.replaymq.broker.api.ConsumerTarget.SharedSubscription;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.SubscriptionInUseException;
import io.replaymq.broker.api.UnknownDestinationException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jakarta Messaging 3.1, sections 8.3.2 and 8.3.4, and reading history. */
@Timeout(60)
class SharedSubscriptionTest {
    private static final Destination WEATHER = Destination.topic("weather");
    private static final SharedSubscription SHARED = new SharedSubscription(NEWS, null, "s");
    private static final SharedDurableSubscription DURABLE = new SharedDurableSubscription(NEWS, "client", "s");

    private final BrokerFixture fixture = new BrokerFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void sharesItsMessagesAmongItsConsumers() {
        TestConsumer first = fixture.consumer(SHARED).credit(5);
        TestConsumer second = fixture.consumer(SHARED).credit(5);

        fixture.producer(NEWS).send(10);

        first.awaitReceived(5);
        second.awaitReceived(5);
        List<Integer> all = new ArrayList<>(first.numbers());
        all.addAll(second.numbers());
        assertThat(all).containsExactlyInAnyOrderElementsOf(range(0, 10));
    }

    @Test
    void endsWithItsLastConsumer() {
        TestProducer producer = fixture.producer(NEWS);
        TestConsumer first = fixture.consumer(SHARED);
        TestConsumer second = fixture.consumer(SHARED).credit(100);
        first.close();
        producer.send(2);
        second.awaitReceived(2);
        second.close();
        producer.send(2);

        TestConsumer anew = fixture.consumer(SHARED).credit(100);
        producer.send(1);

        assertThat(TestConsumer.numbersOf(anew.awaitReceived(1))).containsExactly(4);
    }

    @Test
    void cannotBeHadOtherwiseWhileItHasConsumers() {
        TestConsumer holder = fixture.consumer(SHARED);

        assertThatThrownBy(() -> fixture.consumer(new SharedSubscription(WEATHER, null, "s")))
                .hasCauseInstanceOf(SubscriptionInUseException.class);
        assertThatThrownBy(() -> fixture.consumer(SHARED, ConsumerOptions.DEFAULTS.withSelector("odd")))
                .hasCauseInstanceOf(SubscriptionInUseException.class);
        fixture.consumer(new SharedSubscription(WEATHER, "client", "s"));
        fixture.consumer(new DurableSubscription(WEATHER, "client", "s"));
        holder.close();
        fixture.consumer(new SharedSubscription(WEATHER, null, "s"));
    }

    @Test
    void aDurableOneKeepsMessagesForItsConsumers() {
        fixture.consumer(DURABLE).close();
        fixture.producer(NEWS).send(4);
        fixture.kill();

        TestConsumer first = fixture.consumer(DURABLE).credit(2);
        TestConsumer second = fixture.consumer(DURABLE).credit(2);

        first.awaitReceived(2);
        second.awaitReceived(2);
        assertThat(fixture.status(DURABLE).consumers()).isEqualTo(2);
    }

    @Test
    void aDurableOneIsMadeAnewForAnotherTopicWhenNobodyConsumes() {
        TestConsumer holder = fixture.consumer(DURABLE);
        SharedDurableSubscription moved = new SharedDurableSubscription(WEATHER, "client", "s");
        assertThatThrownBy(() -> fixture.consumer(moved)).hasCauseInstanceOf(SubscriptionInUseException.class);
        fixture.producer(NEWS).send(3);
        holder.close();

        TestConsumer consumer = fixture.consumer(moved).credit(10);
        fixture.producer(WEATHER).send(1);

        consumer.awaitReceived(1);
        assertThat(fixture.status(moved).backlog()).isEqualTo(1);
    }

    @Test
    void aClientHasNoSharedAndUnsharedDurableSubscriptionOfOneName() {
        DurableSubscription unshared = new DurableSubscription(NEWS, "client", "s");
        fixture.consumer(DURABLE).close();
        assertThatThrownBy(() -> fixture.consumer(unshared)).hasCauseInstanceOf(SubscriptionInUseException.class);

        join(fixture.link().unsubscribe(unshared));

        fixture.consumer(unshared).close();
        assertThatThrownBy(() -> fixture.consumer(DURABLE)).hasCauseInstanceOf(SubscriptionInUseException.class);
        assertThatThrownBy(() -> join(fixture.link().unsubscribe(new SharedDurableSubscription(NEWS, null, "s"))))
                .hasCauseInstanceOf(UnknownDestinationException.class);
    }

    @Test
    void beginsWhereItIsAskedTo() {
        TestProducer producer = fixture.producer(NEWS);
        producer.send(5);
        ConsumerOptions fromThree = ConsumerOptions.DEFAULTS.withStart(new StartPosition.AtOffset(0, 3));

        TestConsumer durable = fixture.consumer(DURABLE, fromThree).credit(10);
        TestConsumer plain = fixture.consumer(
                        new ConsumerTarget.PlainSubscription(NEWS),
                        ConsumerOptions.DEFAULTS.withStart(new StartPosition.Earliest()))
                .credit(10);

        assertThat(TestConsumer.numbersOf(durable.awaitReceived(2))).containsExactly(3, 4);
        assertThat(TestConsumer.numbersOf(plain.awaitReceived(5))).isEqualTo(range(0, 5));
    }

    @Test
    void historyTakesNothingFromAQueue() {
        TestProducer producer = fixture.producer(BrokerFixture.ORDERS);
        producer.send(4);
        TestConsumer consumer = fixture.consumer(BrokerFixture.ORDERS_QUEUE).credit(2);
        consumer.awaitReceived(2);
        consumer.acknowledgeAll();
        consumer.close();

        TestConsumer history = fixture.consumer(new ConsumerTarget.History(BrokerFixture.ORDERS))
                .credit(100);
        history.awaitReceived(4);
        history.acknowledgeAll();
        producer.send(1);

        assertThat(TestConsumer.numbersOf(history.awaitReceived(5))).isEqualTo(range(0, 5));
        history.close();
        Awaitility.await()
                .until(() -> fixture.status(BrokerFixture.ORDERS_QUEUE).backlog() == 3);
    }
}
