package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.NEWS;
import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.NotHeldException;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a transaction is to those who look at its queues, whichever way it ends. */
class TransactionTest {
    private static final Destination INVOICES = Destination.queue("invoices");
    private static final ConsumerTarget INVOICES_QUEUE = new ConsumerTarget.Queue(INVOICES);

    private final BrokerFixture broker = new BrokerFixture();
    private final BrokerLink link = broker.link();
    private final TestTransactions transactions = TestTransactions.open(link);

    @AfterEach
    void close() {
        broker.close();
    }

    private TestConsumer consumerOf(Destination queue) {
        return TestConsumer.open(link, new ConsumerRequest(new ConsumerTarget.Queue(queue), null));
    }

    private static List<String> bodies(List<Delivery> deliveries) {
        return deliveries.stream().map(TestConsumer::body).toList();
    }

    private List<String> stored(Destination queue) {
        return broker.log().records(new TopicPartition("queue." + queue.name(), 0), 0).stream()
                .map(each -> US_ASCII.decode(each.content().value()).toString())
                .toList();
    }

    @Test
    void nothingIsSeenBeforeTheCommitAndAllOfItAfter() {
        TestConsumer orders = consumerOf(ORDERS).credit(10);
        TestConsumer invoices = consumerOf(INVOICES).credit(10);

        transactions
                .send(ORDERS, "a", "b")
                .send(INVOICES, "x")
                .send(ORDERS, "c")
                .send(NEWS, "n");
        join(link.declare(ORDERS)); // the dispatch thread has done what came before
        assertThat(stored(ORDERS)).isEmpty();
        transactions.commit();

        assertThat(bodies(orders.awaitReceived(3))).containsExactly("a", "b", "c");
        assertThat(bodies(invoices.awaitReceived(1))).containsExactly("x");
        assertThat(broker.log().records(new TopicPartition("topic.news", 0), 0)).hasSize(1);
    }

    @Test
    void whatIsConsumedAndWhatIsSentForItAreOne() {
        TestTransactions.open(link).send(ORDERS, "1", "2", "3").commit();
        TestConsumer orders = consumerOf(ORDERS).credit(10);
        List<Delivery> taken = orders.awaitReceived(3);

        transactions
                .acknowledge(orders, taken.subList(0, 2))
                .send(INVOICES, "for 1", "for 2")
                .commit();

        assertThat(broker.status(ORDERS_QUEUE).backlog()).isEqualTo(1);
        assertThat(broker.status(INVOICES_QUEUE).backlog()).isEqualTo(2);
        transactions.acknowledge(orders, taken.subList(2, 3)).commit();
        assertThat(broker.status(ORDERS_QUEUE).backlog()).isZero();
    }

    @Test
    void anEmptyTransactionIsCommitted() {
        transactions.commit();
        transactions.commit();

        assertThat(transactions.commitOnly()).succeedsWithin(Duration.ofSeconds(50));
    }

    @Test
    void ofWhatIsRolledBackNothingRemainsAndItsDeliveriesAreHeldAsBefore() {
        TestTransactions.open(link).send(ORDERS, "1").commit();
        TestConsumer orders = consumerOf(ORDERS).credit(10);
        List<Delivery> taken = orders.awaitReceived(1);

        transactions.acknowledge(orders, taken).send(INVOICES, "lost").rollBack();
        transactions.send(INVOICES, "kept").commit();

        assertThat(stored(INVOICES)).containsExactly("kept");
        assertThat(broker.status(ORDERS_QUEUE).inFlight()).isEqualTo(1);
        orders.release(taken, Seen.BY_APPLICATION);
        orders.credit(1);
        assertThat(orders.awaitReceived(2).get(1).deliveryCount()).isEqualTo(2);
    }

    @Test
    void aTransactionOfWhichSendsAreMissingIsRolledBackAsAWhole() {
        TestTransactions.open(link).send(ORDERS, "1").commit();
        TestConsumer orders = consumerOf(ORDERS).credit(10);
        transactions.send(INVOICES, "0").acknowledge(orders, orders.awaitReceived(1));
        transactions.sendAgain(2, INVOICES, "2");
        transactions.send(INVOICES, "1"); // fills the gap, but what was behind it is gone
        BrokerLink other = broker.link();

        transactions.moveTo(other);
        assertThatThrownBy(() -> join(transactions.commitOnly()))
                .hasCauseInstanceOf(TransactionRolledBackException.class)
                .hasMessageContaining("2 sends of which 0 have come");

        assertThat(broker.log().topic("queue.invoices")).isEmpty();
        assertThat(broker.status(ORDERS_QUEUE).inFlight()).isEqualTo(1);
    }

    @Test
    void sendsThatComeAgainArePassedOver() {
        transactions.send(ORDERS, "a");
        transactions.sendAgain(0, ORDERS, "a");
        transactions.send(ORDERS, "b");
        transactions.sendAgain(0, ORDERS, "a");
        transactions.sendAgain(1, ORDERS, "b");
        transactions.commit();

        assertThat(stored(ORDERS)).containsExactly("a", "b");
    }

    @Test
    void anotherLinkGoesOnWhenAllSendsAreSentAgain() {
        transactions.send(ORDERS, "a");
        link.abandon();
        transactions.moveTo(broker.link());

        transactions.sendAgain(0, ORDERS, "a");
        transactions.send(ORDERS, "b").commit();

        assertThat(stored(ORDERS)).containsExactly("a", "b");
    }

    @Test
    void aLinkThatEndsTakesWhatItSentWithIt() {
        transactions.send(ORDERS, "a");
        join(link.close());
        transactions.moveTo(broker.link());

        assertThatThrownBy(() -> join(transactions.commitOnly()))
                .hasCauseInstanceOf(TransactionRolledBackException.class)
                .hasMessageContaining("1 sends of which 0 have come");
    }

    @Test
    void theNextTransactionOfAProducerEndsTheOneBefore() {
        transactions.send(ORDERS, "left");
        transactions.next();
        transactions.send(ORDERS, "kept").commit();

        assertThat(stored(ORDERS)).containsExactly("kept");
    }

    @Test
    void whoHasBeenFencedCommitsNothing() {
        TestTransactions.open(link).send(ORDERS, "1").commit();
        BrokerLink gone = broker.link();
        TestConsumer orders =
                TestConsumer.open(gone, new ConsumerRequest(ORDERS_QUEUE, null)).credit(1);
        transactions.moveTo(gone);
        transactions.send(INVOICES, "x").acknowledge(orders, orders.awaitReceived(1));
        orders.close();

        assertThatThrownBy(() -> join(transactions.commitOnly()))
                .hasCauseInstanceOf(TransactionRolledBackException.class)
                .hasMessageContaining("is not, or no longer, one of this link");

        transactions.next();
        transactions.send(INVOICES, "y").commit();
        assertThat(stored(INVOICES)).containsExactly("y");
    }

    @Test
    void whatAnotherOneHasTakenOverMeanwhileIsNotHeld() {
        TestTransactions.open(link).send(ORDERS, "1").commit();
        TestConsumer orders = consumerOf(ORDERS).credit(1);
        List<Delivery> taken = orders.awaitReceived(1);
        orders.acknowledge(taken);
        transactions.send(INVOICES, "x").acknowledge(orders, taken);

        assertThatThrownBy(() -> join(transactions.commitOnly()))
                .hasCauseInstanceOf(TransactionRolledBackException.class)
                .hasRootCauseInstanceOf(NotHeldException.class);
    }

    @Test
    void aConsumerThatCameBackOnAnotherLinkIsNotTheOneThatWasCut() {
        TestTransactions.open(link).send(ORDERS, "1").commit();
        BrokerLink first = broker.link();
        TestConsumer before = TestConsumer.open(first, new ConsumerRequest(ORDERS_QUEUE, null))
                .credit(1);
        List<Delivery> taken = before.awaitReceived(1);
        TestConsumer.open(
                link,
                new ConsumerRequest(
                        ORDERS_QUEUE, new ConsumerRequest.Resume(before.memberId(), TestConsumer.ids(taken))));
        transactions.moveTo(first);
        transactions.acknowledge(before, taken);

        assertThatThrownBy(() -> join(transactions.commitOnly()))
                .hasCauseInstanceOf(TransactionRolledBackException.class)
                .hasRootCauseInstanceOf(MemberFencedException.class);

        transactions.next();
        transactions.moveTo(link);
        transactions.acknowledge(before, taken).commit();
        assertThat(broker.status(ORDERS_QUEUE).backlog()).isZero();
    }

    @Test
    void toATemporaryQueueThatIsGoneNothingIsSent() {
        Destination reply = join(link.createTemporary(Destination.Kind.QUEUE)).destination();
        transactions.send(reply, "there").commit();
        transactions.send(reply, "gone").send(ORDERS, "neither");
        join(link.delete(reply));

        assertThatThrownBy(() -> join(transactions.commitOnly()))
                .hasCauseInstanceOf(TransactionRolledBackException.class)
                .hasRootCauseInstanceOf(UnknownDestinationException.class);
        assertThat(broker.log().topic("queue.orders")).isEmpty();
    }

    @Test
    void whatIsSentWhereNothingCanBeRollsItBack() {
        transactions.send(Destination.queue("\uD800"), "x").send(ORDERS, "y");

        assertThatThrownBy(() -> join(transactions.commitOnly()))
                .hasCauseInstanceOf(TransactionRolledBackException.class)
                .cause()
                .hasCauseInstanceOf(InvalidDestinationException.class);
        transactions.next();
        transactions.send(ORDERS, "z").commit();
        assertThat(stored(ORDERS)).containsExactly("z");
    }

    @Test
    void aCommitWaitsForRoomInTheLog() {
        TestTransactions.open(link).send(ORDERS, "1").commit();
        TestConsumer orders = consumerOf(ORDERS).credit(1);
        transactions.send(INVOICES, "x").acknowledge(orders, orders.awaitReceived(1));
        join(link.declare(INVOICES));

        broker.log().refuseAppends(new BackpressureException("no room"));
        CompletableFuture<Void> commit = transactions.commitOnly();
        join(broker.link().declare(ORDERS));
        assertThat(commit).isNotDone();
        broker.log().refuseAppends(null);

        join(commit);
        assertThat(stored(INVOICES)).containsExactly("x");
    }

    @Test
    void aCommitForWhichThereIsNoRoomInTimeIsRolledBack() {
        transactions.send(ORDERS, "1").commit();
        TestConsumer orders = consumerOf(ORDERS).credit(1);
        transactions.send(ORDERS, "2").acknowledge(orders, orders.awaitReceived(1));
        broker.log().refuseAppends(new BackpressureException("no room"));
        CompletableFuture<Void> commit = transactions.commitOnly();
        join(broker.link().declare(ORDERS));
        assertThat(commit).isNotDone();

        broker.time.pass(Duration.ofMinutes(1));

        assertThatThrownBy(() -> join(commit))
                .hasCauseInstanceOf(TransactionRolledBackException.class)
                .hasRootCauseInstanceOf(BackpressureException.class);
        broker.log().refuseAppends(null);
        transactions.next();
        transactions.acknowledge(orders, orders.received()).commit();
        assertThat(stored(ORDERS)).containsExactly("1");
    }
}
