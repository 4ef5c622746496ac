package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ClientIdInUseException;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.log.api.BrokerException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LinkTest {
    private final BrokerFixture fixture = new BrokerFixture(3);
    private final UUID token = UUID.randomUUID();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aClientIdentifierBelongsToOneOpenLink() {
        BrokerLink holder = fixture.link(token, "client");
        BrokerLink other = fixture.link();

        assertThatThrownBy(() -> fixture.link(UUID.randomUUID(), "client"))
                .hasCauseInstanceOf(ClientIdInUseException.class);
        assertThatThrownBy(() -> join(other.identify("client"))).hasCauseInstanceOf(ClientIdInUseException.class);
        join(holder.close());
        join(other.identify("client"));
    }

    @Test
    void aLinkThatWasRefusedAClientIdentifierStaysALinkOfItsBroker() {
        List<BrokerException> lost = new ArrayList<>();
        fixture.link(token, "client");
        BrokerLink other = join(fixture.broker().connect(new LinkRequest(UUID.randomUUID(), null), lost::add));
        assertThatThrownBy(() -> join(other.identify("client"))).hasCauseInstanceOf(ClientIdInUseException.class);

        fixture.restart();

        assertThat(lost).singleElement().isInstanceOf(LinkClosedException.class);
    }

    @Test
    void aCutLinkKeepsItsClientIdentifierForALinkWithTheSameToken() {
        fixture.link(token, "client").abandon();

        assertThatThrownBy(() -> fixture.link(UUID.randomUUID(), "client"))
                .hasCauseInstanceOf(ClientIdInUseException.class);
        fixture.link(token, "client");
    }

    @Test
    void aLinkWithTheSameTokenTakesOverFromOneThatWasNotKnownToBeCut() {
        List<BrokerException> lost = new ArrayList<>();
        BrokerLink former = join(fixture.broker().connect(new LinkRequest(token, "client"), lost::add));

        BrokerLink later = fixture.link(token, "client");

        assertThat(lost).singleElement().isInstanceOf(LinkClosedException.class);
        assertThatThrownBy(() -> join(former.openProducer())).hasCauseInstanceOf(LinkClosedException.class);
        join(later.openProducer());
    }

    @Test
    void closingALinkGivesBackWhatItsConsumersHold() {
        fixture.producer(ORDERS).send(5);
        TestConsumer first = fixture.consumer(ORDERS_QUEUE).credit(5);
        first.awaitReceived(5);

        join(first.link().close());
        join(first.link().close());

        assertThat(fixture.consumer(ORDERS_QUEUE).credit(5).awaitReceived(5))
                .allMatch(each -> each.deliveryCount() == 1);
    }

    @Test
    void aClosedLinkRefusesEverything() {
        BrokerLink link = fixture.link();
        join(link.close());

        assertThatThrownBy(() -> join(link.declare(ORDERS))).hasCauseInstanceOf(LinkClosedException.class);
        assertThatThrownBy(() -> join(link.openProducer())).hasCauseInstanceOf(LinkClosedException.class);
        assertThatThrownBy(() -> join(link.status(ORDERS_QUEUE))).hasCauseInstanceOf(LinkClosedException.class);
        assertThatThrownBy(() -> join(link.subscribe(new ConsumerRequest(ORDERS_QUEUE, null), deliveries -> {})))
                .hasCauseInstanceOf(LinkClosedException.class);
    }

    @Test
    void tellsEveryLinkWhenTheBrokerStopsAndAnswersAllCallsAfterwards() {
        List<BrokerException> lost = new ArrayList<>();
        BrokerLink link = join(fixture.broker().connect(new LinkRequest(token, null), lost::add));
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE);
        TestProducer producer = fixture.producer(ORDERS);

        fixture.broker().close();

        assertThat(lost).hasSize(1);
        assertThatThrownBy(() -> join(link.openProducer())).hasCauseInstanceOf(LinkClosedException.class);
        assertThatThrownBy(() -> join(consumer.consumer().acknowledge(List.of())))
                .hasCauseInstanceOf(LinkClosedException.class);
        assertThatThrownBy(() -> join(producer.sendOne())).hasCauseInstanceOf(LinkClosedException.class);
        assertThatThrownBy(fixture::link).hasCauseInstanceOf(LinkClosedException.class);
    }

    @Test
    void describesADestinationItHasMade() {
        assertThat(join(fixture.link().declare(ORDERS)))
                .isEqualTo(new DestinationDescription(ORDERS, "queue.orders", 3));
        assertThat(fixture.log().topic("queue.orders")).isPresent();
    }

    @Test
    void handsOutNoProducerIdTwiceAlsoAfterAKill() {
        Set<Long> ids = new HashSet<>();
        for (int life = 0; life < 3; life++) {
            for (int i = 0; i < 5; i++) {
                assertThat(ids.add(fixture.producer(ORDERS).id())).isTrue();
            }
            fixture.kill();
        }
    }
}
