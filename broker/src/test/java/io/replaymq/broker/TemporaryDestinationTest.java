package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.Destination.Kind;
import io.replaymq.broker.api.DestinationInUseException;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.log.api.TopicConfig;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jakarta Messaging 3.1, section 6.2.2. */
@Timeout(60)
class TemporaryDestinationTest {
    private final UUID token = UUID.randomUUID();
    private BrokerFixture fixture = awaiting(Duration.ofMinutes(1));
    private BrokerLink link = fixture.link(token, null);

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static BrokerFixture awaiting(Duration resumeWindow) {
        return new BrokerFixture(TopicConfig.DEFAULTS, new GroupsConfig(64, 1 << 20, resumeWindow, 1 << 20));
    }

    /** A broker that soon takes a link for lost. */
    private void forgetSoon() {
        fixture.close();
        fixture = awaiting(Duration.ofMillis(50));
        link = fixture.link(token, null);
    }

    @Test
    void everybodySendsAndTheOwnerConsumes() {
        Destination replies = create(Kind.QUEUE);
        TestConsumer consumer = consumer(link, replies).credit(10);

        fixture.producer(replies).send(3);

        consumer.awaitReceived(3);
        assertThatThrownBy(() -> consumer(fixture.link(), replies)).hasCauseInstanceOf(DestinationInUseException.class);
    }

    @Test
    void isGoneWithItsLink() {
        Destination replies = create(Kind.QUEUE);
        Destination events = create(Kind.TOPIC);
        TestProducer producer = fixture.producer(replies);
        producer.send(1);

        join(link.close());

        assertThat(exists(replies) || exists(events)).isFalse();
        assertThatThrownBy(() -> producer.send(1)).hasCauseInstanceOf(UnknownDestinationException.class);
        assertThatThrownBy(() -> join(fixture.link().declare(events)))
                .hasCauseInstanceOf(UnknownDestinationException.class);
    }

    @Test
    void isDeletedOnceItHasNoConsumers() {
        Destination replies = create(Kind.TOPIC);
        TestConsumer consumer =
                TestConsumer.open(link, new ConsumerRequest(new ConsumerTarget.PlainSubscription(replies), null));
        assertThatThrownBy(() -> join(link.delete(replies))).hasCauseInstanceOf(DestinationInUseException.class);
        consumer.close();

        join(link.delete(replies));

        assertThat(exists(replies)).isFalse();
        assertThatThrownBy(() -> join(link.delete(replies))).hasCauseInstanceOf(UnknownDestinationException.class);
    }

    @Test
    void onlyItsOwnTemporaryDestinationsAreDeleted() {
        Destination replies = create(Kind.QUEUE);

        assertThatThrownBy(() -> join(fixture.link().delete(replies)))
                .hasCauseInstanceOf(DestinationInUseException.class);
        assertThatThrownBy(() -> join(link.delete(BrokerFixture.ORDERS)))
                .hasCauseInstanceOf(InvalidDestinationException.class);
    }

    @Test
    void survivesAnInterruptionAndARestartThatItsLinkComesBackFrom() {
        Destination replies = create(Kind.QUEUE);
        fixture.producer(replies).send(1);
        link.abandon();
        link = fixture.link(token, null);
        consumer(link, replies).credit(1).awaitReceived(1);

        fixture.kill();
        link = fixture.link(token, null);

        consumer(link, replies);
        join(link.close());
        assertThat(exists(replies)).isFalse();
    }

    @Test
    void isGoneWhenItsLinkDoesNotComeBack() {
        forgetSoon();
        Destination replies = create(Kind.QUEUE);
        consumer(link, replies).credit(1);

        link.abandon();

        Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> !exists(replies));
    }

    @Test
    void isGoneAfterARestartThatItsLinkDoesNotComeBackFrom() {
        forgetSoon();
        Destination replies = create(Kind.QUEUE);

        fixture.kill();

        Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> !exists(replies));
    }

    @Test
    void hasNoDurableSubscriptions() {
        ConsumerTarget durable = new ConsumerTarget.DurableSubscription(create(Kind.TOPIC), "client", "name");

        assertThatThrownBy(() -> join(link.subscribe(new ConsumerRequest(durable, null), deliveries -> {})))
                .hasCauseInstanceOf(InvalidDestinationException.class);
    }

    private Destination create(Kind kind) {
        return join(link.createTemporary(kind)).destination();
    }

    private boolean exists(Destination destination) {
        return fixture.log().topics().stream()
                .anyMatch(each -> each.name().endsWith(destination.name().substring(60)));
    }

    private static TestConsumer consumer(BrokerLink link, Destination queue) {
        return TestConsumer.open(link, new ConsumerRequest(new ConsumerTarget.Queue(queue), null));
    }
}
