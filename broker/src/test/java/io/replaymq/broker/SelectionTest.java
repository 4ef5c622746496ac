package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.NEWS;
import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.InvalidSelectorException;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.SubscriptionInUseException;
import io.replaymq.broker.message.SenderId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Consumers that want some messages only. */
@Timeout(60)
class SelectionTest {
    private static final ConsumerOptions ODD = ConsumerOptions.DEFAULTS.withSelector("odd");
    private static final ConsumerTarget PLAIN = new ConsumerTarget.PlainSubscription(NEWS);
    private static final ConsumerTarget.DurableSubscription READER =
            new ConsumerTarget.DurableSubscription(NEWS, "client", "reader");

    private final BrokerFixture fixture = new BrokerFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aQueueKeepsWhatItsConsumerDoesNotSelect() {
        send(fixture.producer(ORDERS), 6);
        TestConsumer odd = fixture.consumer(ORDERS_QUEUE, ODD).credit(100);
        odd.awaitReceived(3);
        odd.acknowledgeAll();

        TestConsumer all = fixture.consumer(ORDERS_QUEUE).credit(100);

        assertThat(TestConsumer.numbersOf(all.awaitReceived(3))).containsExactly(0, 2, 4);
        assertThat(odd.numbers()).containsExactly(1, 3, 5);
    }

    @Test
    void aSubscriptionNeverHasWhatItDoesNotSelect() {
        TestConsumer odd = fixture.consumer(READER, ODD).credit(100);
        send(fixture.producer(NEWS), 6);
        odd.awaitReceived(3);

        assertThat(odd.numbers()).containsExactly(1, 3, 5);
        assertThat(fixture.status(READER).backlog()).isEqualTo(3);
        odd.acknowledgeAll();
        assertThat(fixture.status(READER).backlog()).isZero();
    }

    @Test
    void aSubscriptionKeepsItsSelectorOverARestart() {
        fixture.consumer(READER, ODD).close();
        fixture.restart();
        send(fixture.producer(NEWS), 4);

        TestConsumer back = fixture.consumer(READER, ODD).credit(100);

        assertThat(TestConsumer.numbersOf(back.awaitReceived(2))).containsExactly(1, 3);
    }

    @Test
    void aSubscriptionWithAnotherSelectorIsAnotherOne() {
        fixture.consumer(READER, ODD).close();
        TestProducer producer = fixture.producer(NEWS);
        send(producer, 4);

        TestConsumer anew =
                fixture.consumer(READER, ODD.withSelector("NOT odd")).credit(100);
        send(producer, 2);

        assertThat(TestConsumer.numbersOf(anew.awaitReceived(1))).containsExactly(4);
    }

    @Test
    void aSubscriptionWithAConsumerIsNotChanged() {
        fixture.consumer(READER, ODD);

        assertThatThrownBy(() -> fixture.consumer(READER)).hasCauseInstanceOf(SubscriptionInUseException.class);
    }

    @Test
    void leavesOutWhatItsOwnSenderPublished() {
        long me = SenderId.ofClient("client");
        ConsumerOptions notMine = ConsumerOptions.DEFAULTS.withNotFrom(me);
        TestConsumer plain = fixture.consumer(PLAIN, notMine).credit(100);
        TestConsumer durable =
                fixture.consumer(READER, notMine.withSelector("n < 9")).credit(100);
        TestProducer producer = fixture.producer(NEWS);
        producer.sendWith(Headers.none().from(me).with("n", 1).list());
        producer.sendWith(Headers.none().from(me + 1).with("n", 2).list());
        producer.sendWith(Headers.none().with("n", 3).list());

        assertThat(TestConsumer.numbersOf(plain.awaitReceived(2))).containsExactly(1, 2);
        assertThat(TestConsumer.numbersOf(durable.awaitReceived(2))).containsExactly(1, 2);
    }

    @Test
    void refusesASelectorThatIsNone() {
        assertThatThrownBy(() -> fixture.consumer(ORDERS_QUEUE, ODD.withSelector("odd AND")))
                .hasCauseInstanceOf(InvalidSelectorException.class)
                .hasMessageContaining("character 8");
    }

    @Test
    void aQueueHasNoStartAndNoSender() {
        assertThatThrownBy(() -> fixture.consumer(ORDERS_QUEUE, ConsumerOptions.DEFAULTS.withNotFrom(1L)))
                .hasCauseInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> join(fixture.link()
                        .subscribe(
                                new ConsumerRequest(
                                        ORDERS_QUEUE,
                                        ConsumerOptions.DEFAULTS.withStart(new StartPosition.Earliest()),
                                        null),
                                deliveries -> {})))
                .hasCauseInstanceOf(InvalidDestinationException.class);
    }

    /** Numbers, every other of which is odd. */
    static void send(TestProducer producer, int count) {
        for (int i = 0; i < count; i++) {
            producer.sendWith(Headers.none().with("odd", i % 2 == 1).list());
        }
    }
}
