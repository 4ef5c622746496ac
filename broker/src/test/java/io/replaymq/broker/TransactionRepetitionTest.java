package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.transactions.api.InDoubtException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A commit whose answer was lost is asked for again, and answered as it was. */
class TransactionRepetitionTest {
    private static final TopicPartition ORDERS_LOG = new TopicPartition("queue.orders", 0);

    private final BrokerFixture broker = new BrokerFixture();
    private final TestTransactions transactions = TestTransactions.open(broker.link());

    @AfterEach
    void close() {
        broker.close();
    }

    private int stored() {
        return broker.log().records(ORDERS_LOG, 0).size();
    }

    /** Another link, over which all of the transaction is sent again. */
    private BrokerLink again(String... texts) {
        BrokerLink next = broker.link();
        transactions.moveTo(next);
        for (int i = 0; i < texts.length; i++) {
            transactions.sendAgain(i, ORDERS, texts[i]);
        }
        return next;
    }

    @Test
    void isAnsweredAsBeforeWhileTheBrokerRuns() {
        transactions.send(ORDERS, "a").send(ORDERS, "b");
        join(transactions.commitOnly());

        join(transactions.commitOnly());
        again("a", "b");
        join(transactions.commitOnly());

        assertThat(stored()).isEqualTo(2);
        transactions.nextAfterCommit();
        transactions.send(ORDERS, "c").commit();
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void isAnsweredAsBeforeByABrokerThatWasStartedAgain() {
        transactions.send(ORDERS, "a");
        join(transactions.commitOnly());
        broker.kill();

        again("a");
        join(transactions.commitOnly());
        join(transactions.commitOnly());

        assertThat(stored()).isEqualTo(1);
        transactions.nextAfterCommit();
        transactions.send(ORDERS, "b").commit();
        broker.kill();
        again("b");
        transactions.commitOnly();
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void isTruthfulAlsoIfTheMessagesAreHeldNoMore() {
        TestTransactions.open(broker.link()).send(ORDERS, "1").commit();
        BrokerLink link = broker.link();
        transactions.moveTo(link);
        TestConsumer orders =
                TestConsumer.open(link, new ConsumerRequest(ORDERS_QUEUE, null)).credit(1);
        List<Delivery> taken = orders.awaitReceived(1);
        transactions.acknowledge(orders, taken);
        join(transactions.commitOnly());
        broker.kill();

        BrokerLink next = again();
        TestConsumer.open(
                next,
                new ConsumerRequest(
                        ORDERS_QUEUE, new ConsumerRequest.Resume(orders.memberId(), TestConsumer.ids(taken))));

        join(transactions.commitOnly());
        assertThat(broker.status(ORDERS_QUEUE).backlog()).isZero();
    }

    @Test
    void isTruthfulAlsoIfTheConsumerIsGone() {
        TestTransactions.open(broker.link()).send(ORDERS, "1", "2").commit();
        BrokerLink link = broker.link();
        transactions.moveTo(link);
        TestConsumer orders =
                TestConsumer.open(link, new ConsumerRequest(ORDERS_QUEUE, null)).credit(2);
        List<Delivery> taken = orders.awaitReceived(2);
        transactions.acknowledge(orders, taken.subList(0, 1));
        join(transactions.commitOnly());
        broker.kill();

        again();
        join(transactions.commitOnly());

        transactions.nextAfterCommit();
        transactions.acknowledge(orders, taken.subList(1, 2));
        assertThatThrownBy(() -> join(transactions.commitOnly()))
                .hasCauseInstanceOf(TransactionRolledBackException.class);
    }

    @Test
    void isTruthfulAlsoIfTheDestinationIsGone() {
        UUID token = UUID.randomUUID();
        BrokerLink link = broker.link(token, null);
        Destination reply = join(link.createTemporary(Destination.Kind.QUEUE)).destination();
        transactions.moveTo(link);
        transactions.send(reply, "x");
        join(transactions.commitOnly());
        broker.kill();
        join(broker.link(token, null).delete(reply));

        transactions.moveTo(broker.link());
        transactions.sendAgain(0, reply, "x");

        join(transactions.commitOnly());
    }

    @Test
    void joinsTheFirstWhileThatIsUnderWay() {
        join(broker.link().declare(ORDERS));
        transactions.send(ORDERS, "a");
        broker.log().refuseAppends(new BackpressureException("no room"));
        CompletableFuture<Void> first = transactions.commitOnly();
        again("a");
        CompletableFuture<Void> second = transactions.commitOnly();
        join(broker.link().declare(ORDERS));
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();

        broker.log().refuseAppends(null);

        join(first);
        join(second);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void goesOnWhenItsLinkIsCut() {
        BrokerLink link = broker.link();
        join(link.declare(ORDERS));
        transactions.moveTo(link);
        transactions.send(ORDERS, "a");
        broker.log().refuseAppends(new BackpressureException("no room"));
        CompletableFuture<Void> commit = transactions.commitOnly();
        link.abandon();
        broker.log().refuseAppends(null);

        join(commit);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void whatWasRolledBackStaysSoThoughItIsAskedAgain() {
        transactions.send(ORDERS, "a").sendAgain(2, ORDERS, "c");
        TransactionEnd incomplete = new TransactionEnd(transactions.id(), 0, 3, List.of());
        BrokerLink link = broker.link();
        assertThatThrownBy(() -> join(link.commit(incomplete)))
                .hasCauseInstanceOf(TransactionRolledBackException.class);

        again("a", "b", "c");

        assertThatThrownBy(() -> join(transactions.commitOnly()))
                .hasCauseInstanceOf(TransactionRolledBackException.class);
        transactions.next();
        transactions.send(ORDERS, "d").commit();
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void aLateCommitOfATransactionThatWasLeftNeverHitsTheNext() {
        transactions.send(ORDERS, "left");
        TransactionEnd left = transactions.end();
        transactions.next();
        BrokerLink link = broker.link();
        transactions.moveTo(link);
        transactions.send(ORDERS, "next");
        join(transactions.commitOnly());

        assertThatThrownBy(() -> join(link.commit(left))).hasCauseInstanceOf(TransactionRolledBackException.class);
        broker.kill();
        BrokerLink other = broker.link();
        assertThatThrownBy(() -> join(other.commit(left)))
                .hasCauseInstanceOf(TransactionRolledBackException.class)
                .hasMessageContaining("transaction 1 was in its place");
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void ofAnEarlierTransactionIsAnsweredAsItWas() {
        transactions.send(ORDERS, "a");
        TransactionEnd first = transactions.end();
        transactions.commit();
        transactions.send(ORDERS, "b").commit();
        BrokerLink link = broker.link();

        join(link.commit(first));

        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void isInDoubtIfTheLogHasForgottenTheProducer() {
        TransactionEnd unheardOf = new TransactionEnd(transactions.id(), 7, 0, List.of());

        assertThatThrownBy(() -> join(broker.link().commit(unheardOf))).hasCauseInstanceOf(InDoubtException.class);
    }

    @Test
    void afterARollbackNoLateCommitTakesEffect() {
        transactions.send(ORDERS, "a");
        TransactionEnd end = new TransactionEnd(transactions.id(), 0, 0, List.of());
        transactions.rollBack();

        assertThatThrownBy(() -> join(broker.link().commit(end)))
                .hasCauseInstanceOf(TransactionRolledBackException.class);
        transactions.send(ORDERS, "b").commit();
        assertThat(stored()).isEqualTo(1);
    }
}
