package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.Destination;
import io.replaymq.groups.memorylog.InMemoryLog.LastAppend;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The broker dies in each of the appends of a branch's life. A branch has one outcome, whoever asks, and nothing is lost or doubled. */
class BranchCrashTest {
    private static final BranchId BRANCH = new BranchId(7, new byte[] {1, 2}, new byte[] {3});
    private static final TopicPartition INVOICES_LOG = new TopicPartition("queue.invoices", 0);
    private static final Destination INVOICES = Destination.queue("invoices");

    private static Stream<Arguments> ends() {
        return Stream.of(LastAppend.values())
                .flatMap(last -> Stream.of(BranchOutcome.values()).map(outcome -> Arguments.of(last, outcome)));
    }

    private static void everyDeath(Death death) {
        int appends = 0;
        while (death.diesAfter(appends)) {
            appends++;
        }
        assertThat(appends).isPositive();
    }

    /** Lets a broker die after so many appends. */
    @FunctionalInterface
    private interface Death {
        /** Whether it died before it answered. */
        boolean diesAfter(int appends);
    }

    /** Orders "1" to "3" of which a consumer holds the first two, to be acknowledged with two invoices. */
    private static final class Scenario implements AutoCloseable {
        private final BrokerFixture broker = new BrokerFixture();
        private final TestTransactions transactions;
        private final UUID consumer;
        private final List<Delivery> taken;

        Scenario() {
            BrokerLink link = broker.link();
            join(link.declare(INVOICES));
            TestTransactions.open(link).send(ORDERS, "1", "2", "3").commit();
            TestConsumer orders = TestConsumer.open(link, new ConsumerRequest(ORDERS_QUEUE, null))
                    .credit(2);
            taken = orders.awaitReceived(2);
            consumer = orders.memberId();
            transactions = TestTransactions.open(link);
            transactions.send(INVOICES, "for 1").send(INVOICES, "for 2").acknowledge(orders, taken);
        }

        /** Whether the broker died before it answered; it is opened again. */
        boolean die(CompletableFuture<?> answer) {
            await().atMost(Duration.ofSeconds(50))
                    .until(() -> answer.isDone() || broker.log().isDead());
            boolean died = !answer.isDone();
            broker.kill();
            return died;
        }

        /** A link on which the consumer is back and the transaction's messages are sent again. */
        BrokerLink comeBack() {
            BrokerLink link = broker.link();
            TestConsumer.open(
                    link,
                    new ConsumerRequest(ORDERS_QUEUE, new ConsumerRequest.Resume(consumer, TestConsumer.ids(taken))));
            transactions.moveTo(link);
            transactions.sendAgain(0, INVOICES, "for 1");
            transactions.sendAgain(1, INVOICES, "for 2");
            return link;
        }

        int invoices() {
            return broker.log().records(INVOICES_LOG, 0).size();
        }

        List<String> remaining() {
            broker.passResumeWindow();
            int left = (int) broker.status(ORDERS_QUEUE).backlog();
            List<Delivery> rest = TestConsumer.open(broker.link(), new ConsumerRequest(ORDERS_QUEUE, null))
                    .credit(10)
                    .awaitReceived(left);
            return rest.stream().map(TestConsumer::body).toList();
        }

        @Override
        public void close() {
            broker.close();
        }
    }

    @ParameterizedTest
    @EnumSource(LastAppend.class)
    void whoeverPreparesAgainHasOneBranch(LastAppend last) {
        everyDeath(appends -> {
            try (Scenario scenario = new Scenario()) {
                scenario.broker.log().dieAfter(appends, last);
                boolean died = scenario.die(scenario.transactions.prepare(BRANCH));

                BrokerLink link = scenario.comeBack();
                assertThat(join(scenario.transactions.prepare(BRANCH))).isEqualTo(BranchVote.PREPARED);
                join(link.end(BRANCH, BranchOutcome.COMMIT));

                assertThat(scenario.invoices()).isEqualTo(2);
                assertThat(scenario.remaining()).containsExactly("3");
                return died;
            }
        });
    }

    @ParameterizedTest
    @EnumSource(LastAppend.class)
    void whatIsPreparedIsListedAndWhatIsNotIsDeliveredAgain(LastAppend last) {
        everyDeath(appends -> {
            try (Scenario scenario = new Scenario()) {
                scenario.broker.log().dieAfter(appends, last);
                boolean died = scenario.die(scenario.transactions.prepare(BRANCH));

                List<BranchDescription> branches = join(scenario.broker.link().branches());
                assertThat(branches).hasSizeLessThanOrEqualTo(1);
                assertThat(!died && branches.isEmpty())
                        .as("a prepared branch is lost")
                        .isFalse();
                List<String> remaining = new ArrayList<>(List.of("1", "2", "3"));
                if (!branches.isEmpty()) {
                    join(scenario.broker.link().end(BRANCH, BranchOutcome.COMMIT));
                    remaining = List.of("3");
                }
                assertThat(scenario.invoices()).isEqualTo(2 * branches.size());
                assertThat(scenario.remaining()).containsExactlyElementsOf(remaining);
                return died;
            }
        });
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aBranchHasTheOutcomeThatItWasToldHoweverOftenItIsTold(LastAppend last, BranchOutcome outcome) {
        everyDeath(appends -> {
            try (Scenario scenario = new Scenario()) {
                join(scenario.transactions.prepare(BRANCH));
                scenario.broker.log().dieAfter(appends, last);
                boolean died =
                        scenario.die(scenario.broker.link().end(BRANCH, outcome).toCompletableFuture());

                join(scenario.broker.link().end(BRANCH, outcome));

                assertThat(join(scenario.broker.link().branches())).isEmpty();
                boolean committed = outcome == BranchOutcome.COMMIT;
                assertThat(scenario.invoices()).isEqualTo(committed ? 2 : 0);
                assertThat(scenario.remaining())
                        .containsExactlyElementsOf(committed ? List.of("3") : List.of("1", "2", "3"));
                return died;
            }
        });
    }
}
