package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.NEWS;
import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.ConsumerLink.Standing;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerRequest.Resume;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.SubscriptionInUseException;
import io.replaymq.broker.api.TargetStatus;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResumeTest {
    private final BrokerFixture fixture = new BrokerFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aConsumerThatComesBackInTimeKeepsWhatItHolds() {
        fixture.producer(ORDERS).send(10);
        TestConsumer before = fixture.consumer(ORDERS_QUEUE).credit(4);
        List<Delivery> held = before.awaitReceived(4);
        TestConsumer other = fixture.consumer(ORDERS_QUEUE).credit(100);
        other.awaitReceived(6);

        before.link().abandon();
        other.receivesNoMoreThan(6);
        TestConsumer back = resume(before, held, ORDERS_QUEUE).credit(10);
        back.acknowledge(held);
        other.acknowledgeAll();

        assertThat(back.consumer().standing()).isEqualTo(Standing.HOLDS);
        back.receivesNoMoreThan(0);
        assertThat(fixture.status(ORDERS_QUEUE)).isEqualTo(new TargetStatus(0, 0, 2));
    }

    @Test
    void whatItDoesNotNameWasLostOnTheWayAndIsDeliveredAsNew() {
        fixture.producer(ORDERS).send(4);
        TestConsumer before = fixture.consumer(ORDERS_QUEUE).credit(4);
        before.awaitReceived(4);

        before.link().abandon();
        TestConsumer back =
                resume(before, before.received().subList(0, 2), ORDERS_QUEUE).credit(10);

        back.awaitReceived(2);
        assertThat(back.numbers()).containsExactly(2, 3);
        assertThat(back.received()).allMatch(each -> each.deliveryCount() == 1);
    }

    @Test
    void aConsumerThatComesBackTooLateStartsAnewAndOthersGetWhatItHeldAsRedelivered() {
        fixture.producer(ORDERS).send(4);
        TestConsumer before = fixture.consumer(ORDERS_QUEUE).credit(4);
        List<Delivery> held = before.awaitReceived(4);
        TestConsumer other = fixture.consumer(ORDERS_QUEUE).credit(100);

        before.link().abandon();
        other.receivesNoMoreThan(0);
        fixture.passResumeWindow();
        other.awaitReceived(4);
        TestConsumer back = resume(before, held, ORDERS_QUEUE);

        assertThat(back.consumer().standing()).isEqualTo(Standing.STARTED_ANEW);
        assertThat(back.memberId()).isNotEqualTo(before.memberId());
        back.acknowledge(held);
        assertThat(fixture.status(ORDERS_QUEUE).backlog()).isEqualTo(4);
        assertThat(other.received()).allMatch(each -> each.deliveryCount() == 2);
    }

    @Test
    void aConsumerSurvivesAKillOfTheBroker() {
        TestProducer producer = fixture.producer(ORDERS);
        producer.send(10);
        TestConsumer before = fixture.consumer(ORDERS_QUEUE).credit(6);
        List<Delivery> held = before.awaitReceived(6);
        before.acknowledge(held.subList(0, 2));

        fixture.kill();
        TestConsumer other = fixture.consumer(ORDERS_QUEUE).credit(100);
        TestConsumer back = resume(before, held.subList(2, 6), ORDERS_QUEUE);
        other.awaitReceived(4);

        assertThat(back.consumer().standing()).isEqualTo(Standing.HOLDS);
        assertThat(other.numbers()).isEqualTo(range(6, 10));
        assertThat(other.received()).allMatch(each -> each.deliveryCount() == 1);
        back.acknowledge(held);
        assertThat(fixture.status(ORDERS_QUEUE).backlog()).isEqualTo(4);
    }

    @Test
    void whatNobodyComesBackForAfterAKillIsRedeliveredOnceTheWindowIsOver() {
        fixture.producer(ORDERS).send(4);
        fixture.consumer(ORDERS_QUEUE).credit(4).awaitReceived(4);

        fixture.kill();
        TestConsumer other = fixture.consumer(ORDERS_QUEUE).credit(100);
        other.receivesNoMoreThan(0);
        fixture.passResumeWindow();

        other.awaitReceived(4);
        assertThat(other.received()).allMatch(each -> each.deliveryCount() == 2);
    }

    @Test
    void anOrderlyRestartKeepsConsumersToo() {
        fixture.producer(ORDERS).send(4);
        TestConsumer before = fixture.consumer(ORDERS_QUEUE).credit(4);
        List<Delivery> held = before.awaitReceived(4);

        fixture.restart();
        TestConsumer back = resume(before, held, ORDERS_QUEUE);

        assertThat(back.consumer().standing()).isEqualTo(Standing.HOLDS);
        back.acknowledge(held);
        assertThat(fixture.status(ORDERS_QUEUE)).isEqualTo(new TargetStatus(0, 0, 1));
    }

    @Test
    void aPlainSubscriptionMissesNothingOverAKill() {
        ConsumerTarget plain = new ConsumerTarget.PlainSubscription(NEWS);
        TestConsumer before = fixture.consumer(plain).credit(2);
        fixture.producer(NEWS).send(4);
        List<Delivery> held = before.awaitReceived(2);

        fixture.kill();
        TestConsumer back = resume(before, held, plain).credit(10);

        back.awaitReceived(2);
        assertThat(back.numbers()).containsExactly(2, 3);
    }

    @Test
    void aPlainSubscriptionThatComesBackTooLateBeginsAtTheEnd() {
        ConsumerTarget plain = new ConsumerTarget.PlainSubscription(NEWS);
        TestConsumer before = fixture.consumer(plain);
        TestProducer producer = fixture.producer(NEWS);
        producer.send(4);
        before.link().abandon();
        fixture.passResumeWindow();

        TestConsumer back = resume(before, List.of(), plain);
        assertThat(back.consumer().standing()).isEqualTo(Standing.STARTED_ANEW);
        producer.send(2);
        back.credit(10).awaitReceived(2);

        assertThat(back.numbers()).containsExactly(4, 5);
    }

    @Test
    void aDurableSubscriptionIsHeldForItsConsumerUntilTheWindowIsOver() {
        ConsumerTarget durable = new ConsumerTarget.DurableSubscription(NEWS, "client", "reader");
        TestConsumer before = fixture.consumer(durable);
        before.link().abandon();

        assertThatThrownBy(() -> fixture.consumer(durable)).hasCauseInstanceOf(SubscriptionInUseException.class);
        TestConsumer back = resume(before, List.of(), durable);
        assertThat(back.consumer().standing()).isEqualTo(Standing.HOLDS);
        assertThatThrownBy(() -> TestConsumer.open(
                        fixture.link(),
                        new ConsumerRequest(durable, new Resume(java.util.UUID.randomUUID(), List.of()))))
                .hasCauseInstanceOf(SubscriptionInUseException.class);
    }

    @Test
    void theFormerLinkOfAConsumerThatCameBackGetsNothingMore() {
        TestProducer producer = fixture.producer(ORDERS);
        TestConsumer before = fixture.consumer(ORDERS_QUEUE).credit(100);

        TestConsumer back = resume(before, List.of(), ORDERS_QUEUE).credit(100);
        producer.send(20);

        back.awaitReceived(20);
        before.receivesNoMoreThan(0);
        assertThatThrownBy(() -> before.acknowledge(back.received())).hasCauseInstanceOf(LinkClosedException.class);
        before.link().abandon();
        back.acknowledgeAll();
        assertThat(fixture.status(ORDERS_QUEUE)).isEqualTo(new TargetStatus(0, 0, 1));
    }

    private TestConsumer resume(TestConsumer before, List<Delivery> held, ConsumerTarget target) {
        Resume resume = new Resume(before.memberId(), TestConsumer.ids(held));
        return TestConsumer.open(fixture.link(), new ConsumerRequest(target, resume));
    }
}
