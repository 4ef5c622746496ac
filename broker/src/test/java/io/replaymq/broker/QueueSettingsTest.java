package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.LogAnswer.Redriven;
import io.replaymq.broker.api.LogAnswer.TargetReport;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.QueueDefaults;
import io.replaymq.broker.api.QueueSettings;
import io.replaymq.broker.api.SeenDelivery;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.groups.api.RedeliveryPolicy;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of deliveries, rests, dead-letter and expiry queues. */
@Timeout(60)
class QueueSettingsTest {
    private static final Destination LETTERS = Destination.queue("orders.dead-letters");
    private static final ConsumerTarget LETTERS_QUEUE = new ConsumerTarget.Queue(LETTERS);

    private final BrokerFixture fixture = new BrokerFixture(QueueDefaults.STANDARD);

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aMessageThatIsGivenBackTooOftenMovesToTheDeadLetterQueue() {
        fixture.producer(ORDERS).send(2);
        alter(describe().settings().withDeliveryLimit(3));
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE).credit(1);
        giveBackTimes(consumer, 3);

        TestConsumer letters = fixture.consumer(LETTERS_QUEUE).credit(10);

        assertThat(TestConsumer.numbersOf(letters.awaitReceived(1))).containsExactly(0);
        assertThat(describe().deadLetters()).isEqualTo(1);
        consumer.awaitReceived(4);
        assertThat(consumer.numbers()).containsExactly(0, 0, 0, 1);
    }

    @Test
    void whatAConsumerDeliversAgainItselfCountsAndIsGivenUp() {
        fixture.producer(ORDERS).send(2);
        alter(describe().settings().withDeliveryLimit(2));
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE).credit(2);
        List<Delivery> received = consumer.awaitReceived(2);

        List<DeliveryId> first = consumer.redeliver(
                new SeenDelivery(received.get(0).id(), 1),
                new SeenDelivery(received.get(1).id(), 1));
        List<DeliveryId> second =
                consumer.redeliver(new SeenDelivery(received.get(0).id(), 2));

        assertThat(first).isEqualTo(TestConsumer.ids(received));
        assertThat(second).isEmpty();
        TestConsumer letters = fixture.consumer(LETTERS_QUEUE).credit(10);
        assertThat(TestConsumer.numbersOf(letters.awaitReceived(1))).containsExactly(0);
        consumer.close();
        TestConsumer next = fixture.consumer(ORDERS_QUEUE).credit(10);
        assertThat(next.awaitReceived(1)).extracting(Delivery::deliveryCount).containsExactly(2);
        assertThat(next.numbers()).containsExactly(1);
    }

    @Test
    void aDeadLetterCanBeSelectedByWhatItSays() {
        fixture.producer(ORDERS).sendWith(Headers.none().with("n", 7).list());
        alter(describe().settings().withDeliveryLimit(1));
        giveBackTimes(fixture.consumer(ORDERS_QUEUE).credit(1), 1);

        TestConsumer letters = fixture.consumer(
                        LETTERS_QUEUE,
                        ConsumerOptions.DEFAULTS.withSelector(
                                "n = 7 AND JMS_ReplayMQ_DeadLetterReason = 'delivery limit'"))
                .credit(10);

        letters.awaitReceived(1);
    }

    @Test
    void deadLettersGoBackToTheirQueue() {
        fixture.producer(ORDERS).send(3);
        alter(describe().settings().withDeliveryLimit(1));
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE).credit(3);
        consumer.awaitReceived(3);
        consumer.release(consumer.received(), Seen.BY_APPLICATION);
        Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> describe().deadLetters() == 3);

        Redriven done = join(fixture.link().ask(new LogRequest.RedriveTarget(ORDERS_QUEUE, null, 2)));

        assertThat(done.moved()).isEqualTo(2);
        assertThat(describe().deadLetters()).isEqualTo(1);
        consumer.credit(10).awaitReceived(5);
        assertThatThrownBy(() -> join(fixture.link().ask(new LogRequest.RedriveTarget(ORDERS_QUEUE, "nobody's", 2))))
                .hasCauseInstanceOf(UnknownDestinationException.class);
    }

    @Test
    void aMessageRestsBeforeItIsDeliveredAgain() {
        fixture.producer(ORDERS).send(1);
        alter(describe().settings().withRedelivery(RedeliveryPolicy.after(Duration.ofMinutes(1))));
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE).credit(1);
        giveBackTimes(consumer, 1);
        consumer.credit(1).receivesNoMoreThan(1);

        fixture.time.pass(Duration.ofMinutes(1));

        consumer.awaitReceived(2);
    }

    @Test
    void whatExpiresMovesToTheExpiryQueue() {
        fixture.producer(ORDERS).send(1);
        alter(describe().settings().withExpiryQueue("expired"));
        fixture.producer(ORDERS)
                .sendWith(Headers.none().expiringAt(fixture.time.wallMs()).list());

        TestConsumer all = fixture.consumer(ORDERS_QUEUE).credit(10);
        TestConsumer expired = fixture.consumer(new ConsumerTarget.Queue(Destination.queue("expired")))
                .credit(10);

        expired.awaitReceived(1);
        all.awaitReceived(1);
    }

    @Test
    void settingsSurviveARestart() {
        fixture.producer(ORDERS).send(1);
        QueueSettings settings = new QueueSettings(
                5, new RedeliveryPolicy(Duration.ofMillis(1), 2, Duration.ofMillis(9)), "letters", "expired");
        alter(settings);

        fixture.kill();

        assertThat(describe().settings()).isEqualTo(settings);
        assertThat(fixture.log().topics()).noneMatch(each -> each.name().contains("letters"));
    }

    @Test
    void queuesAreMadeWithTheDefaults() {
        QueueDefaults defaults = QueueDefaults.STANDARD;

        assertThat(defaults.of(ORDERS, false))
                .isEqualTo(new QueueSettings(10, defaults.redelivery(), "orders.dead-letters", null));
        assertThat(defaults.of(LETTERS, false)).isEqualTo(QueueSettings.PATIENT);
        assertThat(defaults.of(ORDERS, true)).isEqualTo(QueueSettings.PATIENT);
        assertThat(defaults.of(Destination.queue("x".repeat(190)), false)).isEqualTo(QueueSettings.PATIENT);
        fixture.producer(ORDERS).send(1);
        assertThat(describe().settings()).isEqualTo(defaults.of(ORDERS, false));
    }

    @Test
    void durableSubscriptionsAreMadeWithTheDefaultsToo() {
        Destination topic = Destination.topic("prices");
        TestConsumer first = fixture.consumer(new ConsumerTarget.DurableSubscription(topic, "client", "first"))
                .credit(20);
        TestConsumer second = fixture.consumer(new ConsumerTarget.SharedDurableSubscription(topic, null, "second"))
                .credit(20);
        fixture.producer(topic).send(1);

        giveBackTimes(first, QueueDefaults.STANDARD.deliveryLimit());

        ConsumerTarget letters = new ConsumerTarget.Queue(Destination.queue("prices.dead-letters"));
        assertThat(TestConsumer.numbersOf(fixture.consumer(letters).credit(1).awaitReceived(1)))
                .containsExactly(0);
        second.awaitReceived(1);
        second.acknowledgeAll();
    }

    @Test
    void aDurableSubscriptionIsAlteredAndItsDeadLettersAreSentToAQueue() {
        Destination topic = Destination.topic("prices");
        ConsumerTarget subscription = new ConsumerTarget.DurableSubscription(topic, "client", "reader");
        ConsumerTarget byName = new ConsumerTarget.DurableSubscription(Destination.topic("any"), "client", "reader");
        TestConsumer reader = fixture.consumer(subscription).credit(3);
        fixture.producer(topic).send(2);
        fixture.producer(ORDERS).send(1);
        QueueSettings settings = QueueSettings.PATIENT.withDeliveryLimit(1).withDeadLetterQueue("poison");
        join(fixture.link().ask(new LogRequest.AlterTarget(byName, settings)));

        reader.release(reader.awaitReceived(2), Seen.BY_APPLICATION);

        Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> describe(byName)
                .equals(new TargetReport(subscription, settings, 1, 0, 0, 0, 2)));
        assertThatThrownBy(() -> join(fixture.link().ask(new LogRequest.RedriveTarget(byName, null, 9))))
                .hasCauseInstanceOf(InvalidDestinationException.class);
        Redriven done = join(fixture.link().ask(new LogRequest.RedriveTarget(byName, "orders", 9)));
        assertThat(done).isEqualTo(new Redriven(2, 0));
        fixture.consumer(ORDERS_QUEUE).credit(9).awaitReceived(3);
        fixture.kill();
        assertThat(describe(byName).settings()).isEqualTo(settings);
    }

    @Test
    void whatHasNoSettingsIsNotAskedForThem() {
        ConsumerTarget plain = new ConsumerTarget.PlainSubscription(Destination.topic("prices"));
        ConsumerTarget missing = new ConsumerTarget.SharedDurableSubscription(Destination.topic("prices"), null, "s");

        assertThatThrownBy(() -> describe(plain)).hasCauseInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> describe(missing)).hasCauseInstanceOf(UnknownDestinationException.class);
    }

    @Test
    void aQueueIsNotItsOwnDeadLetterQueue() {
        fixture.producer(ORDERS).send(1);

        assertThatThrownBy(() -> alter(QueueSettings.PATIENT.withDeadLetterQueue("orders")))
                .hasCauseInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> join(fixture.link()
                        .ask(new LogRequest.DescribeTarget(new ConsumerTarget.Queue(Destination.queue("nobody's"))))))
                .hasCauseInstanceOf(UnknownDestinationException.class);
    }

    private static void giveBackTimes(TestConsumer consumer, int times) {
        for (int i = 1; i <= times; i++) {
            consumer.awaitReceived(i);
            consumer.release(consumer.received().subList(i - 1, i), Seen.BY_APPLICATION);
            consumer.credit(1);
        }
    }

    private TargetReport describe() {
        return join(fixture.link().ask(new LogRequest.DescribeTarget(ORDERS_QUEUE)));
    }

    private TargetReport describe(ConsumerTarget target) {
        return join(fixture.link().ask(new LogRequest.DescribeTarget(target)));
    }

    private void alter(QueueSettings settings) {
        join(fixture.link().ask(new LogRequest.AlterTarget(ORDERS_QUEUE, settings)));
    }
}
