package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.Destination;
import io.replaymq.groups.memorylog.InMemoryLog.LastAppend;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The broker dies in each of the appends of a commit; its client comes back, and asks again or does not. */
class TransactionCrashTest {
    private static final Destination INVOICES = Destination.queue("invoices");

    @ParameterizedTest
    @EnumSource(LastAppend.class)
    void allOfItIsThereOnceWhenTheCommitIsAskedForAgain(LastAppend last) {
        int deaths = 0;
        while (diesAfter(deaths, last, After.COMMITS_AGAIN)) {
            deaths++;
        }
        assertThat(deaths).isGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource(LastAppend.class)
    void allOfItIsThereOrNothingWhenTheClientDoesNotComeBack(LastAppend last) {
        int deaths = 0;
        while (diesAfter(deaths, last, After.IS_GONE)) {
            deaths++;
        }
        assertThat(deaths).isGreaterThan(1);
    }

    private enum After {
        COMMITS_AGAIN,
        IS_GONE
    }

    /** Whether it died before the commit was answered. */
    private static boolean diesAfter(int appends, LastAppend last, After then) {
        try (BrokerFixture broker = new BrokerFixture()) {
            BrokerLink link = broker.link();
            TestTransactions.open(link).send(ORDERS, "1", "2", "3").commit();
            TestConsumer orders = TestConsumer.open(link, new ConsumerRequest(ORDERS_QUEUE, null))
                    .credit(3);
            List<Delivery> taken = orders.awaitReceived(3);
            TestTransactions transactions = TestTransactions.open(link);

            broker.log().dieAfter(appends, last);
            transactions.send(INVOICES, "for 1").send(ORDERS, "4").send(INVOICES, "for 2");
            CompletableFuture<Void> commit =
                    transactions.acknowledge(orders, taken.subList(0, 2)).commitOnly();
            await().atMost(Duration.ofSeconds(50))
                    .until(() -> commit.isDone() || broker.log().isDead());
            boolean died = !commit.isDone();
            broker.kill();

            if (then == After.COMMITS_AGAIN) {
                commitAgain(broker, transactions, orders.memberId(), taken);
            }
            int invoices = broker.log()
                    .records(new TopicPartition("queue.invoices", 0), 0)
                    .size();
            assertThat(invoices).isIn(then == After.COMMITS_AGAIN || !died ? List.of(2) : List.of(0, 2));
            assertThat(broker.log().records(new TopicPartition("queue.orders", 0), 0))
                    .hasSize(3 + invoices / 2);
            assertThat(broker.status(ORDERS_QUEUE).backlog()).isEqualTo(invoices == 2 ? 2 : 3);
            return died;
        }
    }

    private static void commitAgain(
            BrokerFixture broker, TestTransactions transactions, UUID consumer, List<Delivery> held) {
        BrokerLink link = broker.link();
        TestConsumer.open(
                link, new ConsumerRequest(ORDERS_QUEUE, new ConsumerRequest.Resume(consumer, TestConsumer.ids(held))));
        transactions.moveTo(link);
        transactions.sendAgain(0, INVOICES, "for 1");
        transactions.sendAgain(1, ORDERS, "4");
        transactions.sendAgain(2, INVOICES, "for 2");
        transactions.commit();
    }
}
