package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchDescription.BranchState;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.HeuristicOutcomeException;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.UnknownBranchException;
import io.replaymq.log.api.TopicPartition;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is remembered of branches that have ended, by their transaction manager or by an operator. */
class EndedBranchTest {
    private static final BranchId BRANCH = new BranchId(7, new byte[] {1, 2}, new byte[] {3});
    private static final int REMEMBERED = 10_000;

    private final BrokerFixture broker = new BrokerFixture();
    private BrokerLink link = broker.link();
    private final TestTransactions transactions = TestTransactions.open(link);

    @BeforeEach
    void prepare() {
        join(transactions.send(ORDERS, "x").prepare(BRANCH));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private void operatorEnds(BranchOutcome outcome) {
        join(link.ask(new LogRequest.EndBranch(BRANCH, outcome)));
    }

    private void kill() {
        broker.kill();
        link = broker.link();
    }

    private int stored() {
        return broker.log().records(new TopicPartition("queue.orders", 0), 0).size();
    }

    private void assertFails(CompletableFuture<Void> call, Class<? extends Throwable> with) {
        assertThatThrownBy(() -> join(call)).hasCauseInstanceOf(with);
    }

    private CompletableFuture<Void> end(BranchOutcome outcome) {
        return link.end(BRANCH, outcome).toCompletableFuture();
    }

    @Test
    void anOperatorsOutcomeIsListedUntilItIsForgotten() {
        operatorEnds(BranchOutcome.COMMIT);
        kill();

        BranchDescription heuristic = join(link.branches()).get(0);
        assertThat(heuristic)
                .isEqualTo(new BranchDescription(
                        BRANCH, BranchState.HEURISTICALLY_COMMITTED, heuristic.preparedMs(), 1, 0));
        assertThat(stored()).isEqualTo(1);
        assertFails(end(BranchOutcome.ROLL_BACK), HeuristicOutcomeException.class);
        join(link.forget(BRANCH));
        join(link.forget(BRANCH));

        assertThat(join(link.branches())).isEmpty();
        kill();
        assertThat(join(link.branches())).isEmpty();
        join(link.forget(BRANCH));
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void anOperatorMayRollBack() {
        operatorEnds(BranchOutcome.ROLL_BACK);
        operatorEnds(BranchOutcome.ROLL_BACK);

        assertThat(join(link.branches()).get(0).state()).isEqualTo(BranchState.HEURISTICALLY_ROLLED_BACK);
        assertFails(end(BranchOutcome.COMMIT), HeuristicOutcomeException.class);
        assertThatThrownBy(() -> operatorEnds(BranchOutcome.COMMIT)).hasCauseInstanceOf(UnknownBranchException.class);
        assertThat(broker.log().topic("queue.orders").isEmpty() || stored() == 0)
                .isTrue();
    }

    @Test
    void aManagerThatDecidesAsTheOperatorDidNeedsToForgetNothing() {
        operatorEnds(BranchOutcome.COMMIT);

        join(end(BranchOutcome.COMMIT));
        join(end(BranchOutcome.COMMIT));

        assertThat(join(link.branches())).isEmpty();
        assertFails(end(BranchOutcome.ROLL_BACK), UnknownBranchException.class);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void whatIsPreparedIsNotForgotten() {
        assertFails(link.forget(BRANCH).toCompletableFuture(), UnknownBranchException.class);
        assertFails(
                link.forget(new BranchId(1, new byte[1], new byte[1])).toCompletableFuture(),
                UnknownBranchException.class);

        assertThat(join(link.branches())).hasSize(1);
    }

    @Test
    void asManyAsIsSaidAreRememberedAndNoMore() {
        join(end(BranchOutcome.COMMIT));
        BranchId second = id(0);
        for (int i = 0; i < REMEMBERED - 1; i++) {
            endOneMore(i);
        }
        join(end(BranchOutcome.COMMIT)); // the oldest that is remembered
        kill();
        join(end(BranchOutcome.COMMIT));
        transactions.moveTo(link);

        endOneMore(REMEMBERED);

        assertFails(end(BranchOutcome.COMMIT), UnknownBranchException.class);
        join(link.end(second, BranchOutcome.ROLL_BACK));
        kill();
        assertFails(end(BranchOutcome.COMMIT), UnknownBranchException.class);
        join(link.end(second, BranchOutcome.ROLL_BACK));
    }

    private static BranchId id(int number) {
        return new BranchId(8, ByteBuffer.allocate(4).putInt(number).array(), new byte[0]);
    }

    private void endOneMore(int number) {
        transactions.next();
        transactions.send(ORDERS, "y");
        CompletableFuture<?> prepared = transactions.prepare(id(number));
        CompletableFuture<Void> ended =
                link.end(id(number), BranchOutcome.ROLL_BACK).toCompletableFuture();
        join(prepared);
        join(ended);
    }
}
