package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchDescription.BranchState;
import io.replaymq.broker.api.BranchExistsException;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.broker.api.UnknownBranchException;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Branches of distributed transactions: prepared, ended, asked for again, over restarts. */
class BranchTest {
    private static final BranchId BRANCH = new BranchId(7, new byte[] {1, 2}, new byte[] {3});
    private static final BranchId OTHER = new BranchId(7, new byte[] {1, 2}, new byte[] {4});
    private static final TopicPartition INVOICES_LOG = new TopicPartition("queue.invoices", 0);
    private static final Destination INVOICES = Destination.queue("invoices");

    private final BrokerFixture broker = new BrokerFixture();
    private final BrokerLink link = broker.link();
    private final TestTransactions transactions = TestTransactions.open(link);

    @AfterEach
    void close() {
        broker.close();
    }

    private TestConsumer ordersOn(BrokerLink of) {
        return TestConsumer.open(of, new ConsumerRequest(ORDERS_QUEUE, null));
    }

    private static List<String> bodies(List<Delivery> deliveries) {
        return deliveries.stream().map(TestConsumer::body).toList();
    }

    private List<String> invoices() {
        return broker.log().records(INVOICES_LOG, 0).stream()
                .map(each -> US_ASCII.decode(each.content().value()).toString())
                .toList();
    }

    private static List<BranchId> ids(List<BranchDescription> branches) {
        return branches.stream().map(BranchDescription::id).toList();
    }

    /** A branch that took the orders "1" and "2" of three, and sends two invoices; its link is gone. */
    private void prepareOne() {
        TestTransactions.open(link).send(ORDERS, "1", "2", "3").commit();
        BrokerLink own = broker.link();
        TestConsumer orders = ordersOn(own).credit(2);
        transactions.moveTo(own);
        transactions.send(INVOICES, "for 1").send(INVOICES, "for 2").acknowledge(orders, orders.awaitReceived(2));

        assertThat(join(transactions.prepare(BRANCH))).isEqualTo(BranchVote.PREPARED);
        join(own.close());
        transactions.next();
        transactions.moveTo(link);
    }

    @Test
    void whatIsPreparedIsSeenByNobodyAndInNobodysWay() {
        prepareOne();

        TestConsumer others = ordersOn(link).credit(10);

        assertThat(bodies(others.awaitReceived(1))).containsExactly("3");
        others.acknowledgeAll();
        assertThat(invoices()).isEmpty();
        BranchDescription prepared = join(link.branches()).get(0);
        assertThat(prepared)
                .isEqualTo(new BranchDescription(BRANCH, BranchState.PREPARED, prepared.preparedMs(), 2, 2));
        assertThat(broker.status(ORDERS_QUEUE).backlog()).isEqualTo(2);
    }

    @Test
    void whatIsCommittedTakesEffectOnce() {
        prepareOne();

        join(broker.link().end(BRANCH, BranchOutcome.COMMIT));
        join(link.end(BRANCH, BranchOutcome.COMMIT));

        assertThat(invoices()).containsExactly("for 1", "for 2");
        assertThat(broker.status(ORDERS_QUEUE).backlog()).isEqualTo(1);
        assertThat(join(link.branches())).isEmpty();
    }

    @Test
    void whatIsRolledBackIsDeliveredAgainAndCounted() {
        prepareOne();

        join(link.end(BRANCH, BranchOutcome.ROLL_BACK));
        join(link.end(BRANCH, BranchOutcome.ROLL_BACK));

        List<Delivery> again = ordersOn(link).credit(10).awaitReceived(3);
        assertThat(bodies(again)).containsExactly("1", "2", "3");
        assertThat(again).extracting(Delivery::deliveryCount).containsExactly(2, 2, 1);
        assertThat(join(link.branches())).isEmpty();
        assertThat(broker.log().topic("queue.invoices").isEmpty() || invoices().isEmpty())
                .isTrue();
    }

    @Test
    void aBranchOutlivesTheBroker() {
        prepareOne();
        broker.kill();
        broker.restart();

        BrokerLink next = broker.link();
        broker.passResumeWindow(); // whoever else was there is given up; the branch is not
        TestConsumer others = ordersOn(next).credit(10);
        assertThat(bodies(others.awaitReceived(1))).containsExactly("3");
        assertThat(ids(join(next.branches()))).containsExactly(BRANCH);

        join(next.end(BRANCH, BranchOutcome.COMMIT));
        broker.kill();

        BrokerLink last = broker.link();
        join(last.end(BRANCH, BranchOutcome.COMMIT));
        assertThatThrownBy(() -> join(last.end(BRANCH, BranchOutcome.ROLL_BACK)))
                .hasCauseInstanceOf(UnknownBranchException.class);
        assertThat(invoices()).containsExactly("for 1", "for 2");
        assertThat(broker.status(ORDERS_QUEUE).backlog()).isEqualTo(1);
    }

    @Test
    void aBranchIsRolledBackAfterARestart() {
        prepareOne();
        broker.kill();
        BrokerLink next = broker.link();

        join(next.end(BRANCH, BranchOutcome.ROLL_BACK));
        broker.kill();

        List<Delivery> again = TestConsumer.open(broker.link(), new ConsumerRequest(ORDERS_QUEUE, null))
                .credit(10)
                .awaitReceived(3);
        assertThat(bodies(again)).containsExactly("1", "2", "3");
        assertThat(again.subList(0, 2)).extracting(Delivery::deliveryCount).containsExactly(2, 2);
    }

    @Test
    void aBranchIsNotInTheWayOfOthersAfterARestart() {
        prepareOne();
        broker.restart();

        TestConsumer others = ordersOn(broker.link()).credit(10);

        assertThat(bodies(others.awaitReceived(1))).containsExactly("3");
    }

    @Test
    void preparingAgainIsAnsweredAsBefore() {
        transactions.send(INVOICES, "x");
        assertThat(join(transactions.prepare(BRANCH))).isEqualTo(BranchVote.PREPARED);

        assertThat(join(transactions.prepare(BRANCH))).isEqualTo(BranchVote.PREPARED);
        broker.kill();
        transactions.moveTo(broker.link());
        transactions.sendAgain(0, INVOICES, "x");
        assertThat(join(transactions.prepare(BRANCH))).isEqualTo(BranchVote.PREPARED);

        BrokerLink last = broker.link();
        join(last.end(BRANCH, BranchOutcome.COMMIT));
        assertThat(join(transactions.prepare(BRANCH))).isEqualTo(BranchVote.PREPARED);
        assertThat(invoices()).containsExactly("x");
    }

    @Test
    void aBranchIsOneTransactions() {
        join(transactions.send(INVOICES, "x").prepare(BRANCH));
        TestTransactions others = TestTransactions.open(link);
        others.send(INVOICES, "y");

        assertThatThrownBy(() -> join(others.prepare(BRANCH))).hasCauseInstanceOf(BranchExistsException.class);

        join(link.end(BRANCH, BranchOutcome.ROLL_BACK));
        others.next();
        assertThat(join(others.send(INVOICES, "y").prepare(BRANCH))).isEqualTo(BranchVote.PREPARED);
        join(link.end(BRANCH, BranchOutcome.COMMIT));
        assertThat(invoices()).containsExactly("y");
    }

    @Test
    void whatHasNothingToDoIsNotPrepared() {
        assertThat(join(transactions.prepare(BRANCH))).isEqualTo(BranchVote.READ_ONLY);
        assertThat(join(transactions.prepare(BRANCH))).isEqualTo(BranchVote.READ_ONLY);

        assertThat(join(link.branches())).isEmpty();
        assertThatThrownBy(() -> join(link.end(BRANCH, BranchOutcome.COMMIT)))
                .hasCauseInstanceOf(UnknownBranchException.class);
    }

    @Test
    void whatCannotBePreparedIsRolledBackAndItsDeliveriesAreHeldAsBefore() {
        TestTransactions.open(link).send(ORDERS, "1").commit();
        TestConsumer orders = ordersOn(link).credit(1);
        List<Delivery> taken = orders.awaitReceived(1);
        TransactionEnd missing = new TransactionEnd(
                transactions.id(),
                0,
                2,
                transactions.acknowledge(orders, taken).end().consumed());

        assertThatThrownBy(() -> join(link.prepare(BRANCH, missing)))
                .hasCauseInstanceOf(TransactionRolledBackException.class);
        assertThatThrownBy(() -> join(link.commit(missing))).hasCauseInstanceOf(TransactionRolledBackException.class);

        assertThat(join(link.branches())).isEmpty();
        transactions.next();
        transactions.acknowledge(orders, taken);
        assertThat(join(transactions.prepare(BRANCH))).isEqualTo(BranchVote.PREPARED);
        join(link.end(BRANCH, BranchOutcome.COMMIT));
        assertThat(broker.status(ORDERS_QUEUE).backlog()).isZero();
    }

    @Test
    void aPreparedTransactionIsNotCommittedAsALocalOne() {
        transactions.send(INVOICES, "x");
        join(transactions.prepare(BRANCH));

        assertThatThrownBy(() -> join(transactions.commitOnly()))
                .hasCauseInstanceOf(TransactionRolledBackException.class);
        transactions.next();
        transactions.send(INVOICES, "y").commit();
        assertThat(invoices()).containsExactly("y");
    }

    @Test
    void aBranchThatCannotBeEndedForLackOfRoomStaysPrepared() {
        prepareOne();
        broker.log().refuseAppends(new BackpressureException("no room"));
        CompletableFuture<Void> end = link.end(BRANCH, BranchOutcome.ROLL_BACK).toCompletableFuture();
        join(link.branches()); // it is under way,
        join(link.branches()); // and has been tried
        broker.time.pass(Duration.ofMinutes(1));
        assertThatThrownBy(() -> join(end)).hasCauseInstanceOf(BackpressureException.class);
        broker.log().refuseAppends(null);

        assertThat(ids(join(link.branches()))).containsExactly(BRANCH);
        join(link.end(BRANCH, BranchOutcome.COMMIT));
        assertThat(invoices()).containsExactly("for 1", "for 2");
        assertThat(broker.status(ORDERS_QUEUE).backlog()).isEqualTo(1);
    }

    @Test
    void endsThatAreAskedForAtOnceAreOne() {
        prepareOne();

        List<CompletableFuture<Void>> ends = List.of(
                link.end(BRANCH, BranchOutcome.COMMIT).toCompletableFuture(),
                broker.link().end(BRANCH, BranchOutcome.COMMIT).toCompletableFuture(),
                link.end(BRANCH, BranchOutcome.COMMIT).toCompletableFuture());

        ends.forEach(BrokerFixture::join);
        assertThat(invoices()).containsExactly("for 1", "for 2");
    }

    @Test
    void branchesAreListedOldestFirst() {
        join(transactions.send(INVOICES, "x").prepare(OTHER));
        transactions.next();
        join(transactions.send(INVOICES, "y").prepare(BRANCH));

        assertThat(ids(join(link.branches()))).containsExactly(OTHER, BRANCH);
        broker.kill();
        assertThat(ids(join(broker.link().branches()))).containsExactly(OTHER, BRANCH);
    }

    @Test
    void toATemporaryQueueThatIsGoneByThenNothingIsSent() {
        Destination reply = join(link.createTemporary(Destination.Kind.QUEUE)).destination();
        join(transactions.send(reply, "gone").send(INVOICES, "x").prepare(BRANCH));
        join(link.delete(reply));

        join(link.end(BRANCH, BranchOutcome.COMMIT));

        assertThat(invoices()).containsExactly("x");
    }

    @Test
    void aDurableSubscriptionIsFreeForItsNextConsumerWhileABranchHoldsSomethingOfIt() {
        ConsumerTarget durable = new ConsumerTarget.DurableSubscription(BrokerFixture.NEWS, "client", "sub");
        BrokerLink own = broker.link();
        TestConsumer first =
                TestConsumer.open(own, new ConsumerRequest(durable, null)).credit(1);
        TestTransactions.open(link).send(BrokerFixture.NEWS, "1", "2").commit();
        transactions.moveTo(own);
        join(transactions.acknowledge(first, first.awaitReceived(1)).prepare(BRANCH));
        first.close();

        TestConsumer next =
                TestConsumer.open(link, new ConsumerRequest(durable, null)).credit(5);

        assertThat(bodies(next.awaitReceived(1))).containsExactly("2");
        join(link.end(BRANCH, BranchOutcome.COMMIT));
        next.acknowledgeAll();
        assertThat(broker.status(durable).backlog()).isZero();
    }
}
