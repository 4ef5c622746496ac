package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.join;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerRequest.Resume;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.SubscriptionInUseException;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.broker.message.MessageLayout;
import io.replaymq.log.record.Header;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions to all topics of names with wildcards. */
@Timeout(120)
class ManyTopicsTest {
    private static final Destination ALL = Destination.topic("news.#");
    private static final Destination SPORT = Destination.topic("news.sport");
    private static final Destination ODD = Destination.topic("news.größe_1");
    private static final ConsumerTarget PLAIN = new ConsumerTarget.PlainSubscription(ALL);
    private static final ConsumerTarget.DurableSubscription READER =
            new ConsumerTarget.DurableSubscription(ALL, "client", "reader");

    private final BrokerFixture fixture = new BrokerFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aPlainSubscriptionGetsWhatIsSentToAnyOfThem() {
        TestProducer sport = fixture.producer(SPORT);
        sport.send(1);
        TestConsumer consumer = fixture.consumer(PLAIN).credit(100);

        sport.send(2);
        TestProducer odd = fixture.producer(ODD);
        odd.send(2);
        fixture.producer(Destination.topic("newspaper")).send(1);
        fixture.producer(Destination.queue("news.sport")).send(1);

        List<Delivery> all = consumer.awaitReceived(4);
        assertThat(of(SPORT, all)).isEqualTo(List.of(1, 2));
        assertThat(of(ODD, all)).as("from its beginning").isEqualTo(List.of(0, 1));
        consumer.receivesNoMoreThan(4);
    }

    @Test
    void aDurableSubscriptionKeepsWhatIsSentToTopicsThatComeLater() {
        fixture.consumer(READER).close();
        fixture.producer(SPORT).send(2);
        fixture.passResumeWindow();
        fixture.kill();
        fixture.producer(ODD).send(1);

        TestConsumer back = fixture.consumer(READER).credit(100);

        List<Delivery> all = back.awaitReceived(3);
        assertThat(of(SPORT, all)).isEqualTo(List.of(0, 1));
        assertThat(of(ODD, all)).isEqualTo(List.of(0));
        back.acknowledgeAll();
        assertThat(fixture.status(READER)).isEqualTo(new TargetStatus(0, 0, 1));
        join(fixture.link().rewind(READER, new StartPosition.Earliest()));
        back.awaitReceived(6);
        back.close();
        join(fixture.link().unsubscribe(READER));
        assertThatThrownBy(() -> fixture.status(READER)).hasCauseInstanceOf(UnknownDestinationException.class);
    }

    @Test
    void consumersOfASharedSubscriptionShareAllTopics() {
        ConsumerTarget shared = new ConsumerTarget.SharedDurableSubscription(ALL, null, "shared");
        TestConsumer first = fixture.consumer(shared).credit(3);
        TestConsumer second = fixture.consumer(shared).credit(3);
        fixture.producer(SPORT).send(3);
        fixture.producer(ODD).send(3);

        first.awaitReceived(3);
        second.awaitReceived(3);
        assertThatThrownBy(() -> fixture.consumer(new ConsumerTarget.SharedDurableSubscription(SPORT, null, "shared")))
                .hasCauseInstanceOf(SubscriptionInUseException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConsumerThatComesBackKeepsWhatItHolds(boolean killed) {
        fixture.producer(ODD).send(1);
        TestConsumer before = fixture.consumer(READER).credit(100);
        TestProducer sport = fixture.producer(SPORT);
        TestProducer odd = fixture.producer(ODD);
        odd.send(2);
        sport.send(2);
        List<Delivery> all = before.awaitReceived(4);
        before.acknowledge(
                all.stream().filter(each -> TestConsumer.number(each) == 0).toList());
        List<Delivery> held =
                all.stream().filter(each -> TestConsumer.number(each) == 1).toList();
        before.link().abandon();
        if (killed) {
            fixture.kill();
        }

        Resume resume = new Resume(before.memberId(), TestConsumer.ids(held));
        TestConsumer back = TestConsumer.open(fixture.link(), new ConsumerRequest(READER, resume))
                .credit(100);
        assertThat(back.memberId()).isEqualTo(before.memberId());
        fixture.producer(SPORT).send(1);

        assertThat(of(SPORT, back.awaitReceived(1))).isEqualTo(List.of(0));
        back.acknowledge(held);
        back.acknowledgeAll();
        assertThat(fixture.status(READER)).isEqualTo(new TargetStatus(0, 0, 1));
    }

    @Test
    void asksForSomeMessagesAndFromATime() {
        TestProducer sport = fixture.producer(SPORT);
        sport.sendWith(Headers.none().with("n", 1).list());
        sport.sendWith(Headers.none().with("n", 2).list());
        ConsumerOptions options = ConsumerOptions.DEFAULTS.withSelector("n > 1").withStart(new StartPosition.AtTime(0));

        TestConsumer consumer = fixture.consumer(PLAIN, options).credit(10);

        assertThat(of(SPORT, consumer.awaitReceived(1))).isEqualTo(List.of(1));
        assertThatThrownBy(() ->
                        fixture.consumer(PLAIN, ConsumerOptions.DEFAULTS.withStart(new StartPosition.AtOffset(0, 0))))
                .hasCauseInstanceOf(InvalidDestinationException.class);
    }

    @Test
    void temporaryTopicsAreNotMeant() {
        TestConsumer consumer = fixture.consumer(new ConsumerTarget.PlainSubscription(Destination.topic("#")))
                .credit(10);
        var link = fixture.link();
        Destination temporary =
                join(link.createTemporary(Destination.Kind.TOPIC)).destination();
        TestProducer.open(link, temporary).send(1);
        fixture.passResumeWindow();

        fixture.producer(SPORT).send(1);

        assertThat(of(SPORT, consumer.awaitReceived(1))).isEqualTo(List.of(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "#", "news.*", "*.news", "news.#.sport"})
    void nothingIsSentToThem(String name) {
        Destination many = Destination.topic(name);

        assertThatThrownBy(() -> join(fixture.link().declare(many)))
                .hasCauseInstanceOf(InvalidDestinationException.class)
                .hasMessageContaining("has a wildcard");
        assertThatThrownBy(() -> fixture.producer(many).send(1)).hasCauseInstanceOf(InvalidDestinationException.class);
        fixture.consumer(new ConsumerTarget.PlainSubscription(many));
        assertThat(fixture.log().topics()).noneMatch(each -> each.name().startsWith("topic."));
    }

    /** What came from a topic, checked by what the deliveries say. */
    private static List<Integer> of(Destination topic, List<Delivery> deliveries) {
        return deliveries.stream()
                .filter(each -> origin(each).equals(topic.name()))
                .map(TestConsumer::number)
                .toList();
    }

    private static String origin(Delivery delivery) {
        Header first = delivery.message().content().headers().get(0);
        assertThat(first.key()).isEqualTo(MessageLayout.ORIGIN);
        return new String(Objects.requireNonNull(first.value()), UTF_8);
    }
}
