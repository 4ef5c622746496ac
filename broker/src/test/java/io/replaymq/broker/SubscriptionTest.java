package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.NEWS;
import static io.replaymq.broker.BrokerFixture.join;
import static io.replaymq.broker.BrokerFixture.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.SubscriptionInUseException;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.broker.api.UnknownDestinationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SubscriptionTest {
    private static final ConsumerTarget PLAIN = new ConsumerTarget.PlainSubscription(NEWS);
    private static final ConsumerTarget.DurableSubscription READER =
            new ConsumerTarget.DurableSubscription(NEWS, "client", "reader");

    private final BrokerFixture fixture = new BrokerFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aPlainSubscriptionGetsWhatIsSentWhileItIsThere() {
        TestProducer producer = fixture.producer(NEWS);
        producer.send(5);
        TestConsumer first = fixture.consumer(PLAIN).credit(100);
        TestConsumer second = fixture.consumer(PLAIN).credit(100);
        producer.send(5);
        first.awaitReceived(5);
        second.awaitReceived(5);
        second.close();

        producer.send(5);

        first.awaitReceived(10);
        assertThat(first.numbers()).isEqualTo(range(5, 15));
        second.receivesNoMoreThan(5);
    }

    @Test
    void aDurableSubscriptionGetsWhatIsSentSinceItWasCreatedConsumedOrNot() {
        TestProducer producer = fixture.producer(NEWS);
        producer.send(5);
        fixture.consumer(READER).close();
        producer.send(5);

        TestConsumer back = fixture.consumer(READER).credit(100);

        back.awaitReceived(5);
        assertThat(back.numbers()).isEqualTo(range(5, 10));
    }

    @Test
    void aDurableSubscriptionSurvivesAKill() {
        TestProducer producer = fixture.producer(NEWS);
        TestConsumer before = fixture.consumer(READER).credit(3);
        producer.send(6);
        before.awaitReceived(3);
        before.acknowledge(before.received().subList(0, 2));
        before.close();

        fixture.kill();
        TestConsumer after = fixture.consumer(READER).credit(100);

        after.awaitReceived(4);
        assertThat(after.numbers()).isEqualTo(range(2, 6));
    }

    @Test
    void aDurableSubscriptionHasOneConsumerAtATime() {
        TestConsumer holder = fixture.consumer(READER);

        assertThatThrownBy(() -> fixture.consumer(READER)).hasCauseInstanceOf(SubscriptionInUseException.class);
        assertThatThrownBy(() -> join(fixture.link().unsubscribe(READER)))
                .hasCauseInstanceOf(SubscriptionInUseException.class);
        holder.close();
        fixture.consumer(READER);
    }

    @Test
    void subscriptionsOfOtherClientsAndNamesAreOthers() {
        TestConsumer mine = fixture.consumer(READER).credit(10);
        TestConsumer sameName = fixture.consumer(new ConsumerTarget.DurableSubscription(NEWS, "other", "reader"))
                .credit(10);
        TestConsumer similar = fixture.consumer(new ConsumerTarget.DurableSubscription(NEWS, "client/reader", "x"))
                .credit(10);

        fixture.producer(NEWS).send(3);

        mine.awaitReceived(3);
        sameName.awaitReceived(3);
        similar.awaitReceived(3);
    }

    @Test
    void isGoneOnceUnsubscribed() {
        TestProducer producer = fixture.producer(NEWS);
        fixture.consumer(READER).close();
        producer.send(3);

        join(fixture.link().unsubscribe(READER));

        assertThatThrownBy(() -> fixture.status(READER)).hasCauseInstanceOf(UnknownDestinationException.class);
        assertThatThrownBy(() -> join(fixture.link().unsubscribe(READER)))
                .hasCauseInstanceOf(UnknownDestinationException.class);
        TestConsumer anew = fixture.consumer(READER).credit(10);
        producer.send(1);
        anew.awaitReceived(1);
        assertThat(anew.numbers()).containsExactly(3);
    }

    @Test
    void movesToAnotherTopicAsIfItHadBeenUnsubscribed() {
        TestProducer news = fixture.producer(NEWS);
        Destination weather = Destination.topic("weather");
        fixture.consumer(READER).close();
        news.send(3);

        TestConsumer moved = fixture.consumer(new ConsumerTarget.DurableSubscription(weather, "client", "reader"))
                .credit(10);
        fixture.producer(weather).send(2);

        moved.awaitReceived(2);
        assertThat(fixture.status(READER)).isEqualTo(new TargetStatus(2, 2, 1));
    }

    @Test
    void isRewoundToTheStartOfItsTopic() {
        TestProducer producer = fixture.producer(NEWS);
        producer.send(3);
        TestConsumer consumer = fixture.consumer(READER).credit(100);
        producer.send(3);
        consumer.awaitReceived(3);
        consumer.acknowledgeAll();

        join(consumer.link().rewind(READER, new StartPosition.Earliest()));

        consumer.awaitReceived(9);
        assertThat(consumer.numbers()).containsExactly(3, 4, 5, 0, 1, 2, 3, 4, 5);
    }

    @Test
    void plainSubscriptionsAreNotRewoundOrAskedFor() {
        assertThatThrownBy(() -> join(fixture.link().rewind(PLAIN, new StartPosition.Earliest())))
                .hasCauseInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> fixture.status(PLAIN)).hasCauseInstanceOf(InvalidDestinationException.class);
    }

    @Test
    void refusesToSubscribeToAQueue() {
        ConsumerTarget wrong = new ConsumerTarget.PlainSubscription(BrokerFixture.ORDERS);

        assertThatThrownBy(() -> join(fixture.link().subscribe(new ConsumerRequest(wrong, null), deliveries -> {})))
                .hasCauseInstanceOf(InvalidDestinationException.class);
    }
}
