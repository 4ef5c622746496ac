package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.LinkRequest;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch of more messages than fit into memory, in a log on disk. */
class LargeBranchTest {
    private static final BranchId BRANCH = new BranchId(1, new byte[64], new byte[0]);
    private static final int MESSAGES = 600;

    @TempDir
    private Path directory;

    private static BrokerLink link(EmbeddedNode node) {
        return join(node.broker().connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
    }

    @Test
    void isCommittedAfterARestart() {
        try (EmbeddedNode node = EmbeddedNode.open(directory)) {
            TestTransactions transactions = TestTransactions.open(link(node));
            for (int i = 0; i < MESSAGES; i++) {
                transactions.send(ORDERS, i + "/" + i + "x".repeat(5_000));
            }
            assertThat(join(transactions.prepare(BRANCH))).isEqualTo(BranchVote.PREPARED);
        }

        try (EmbeddedNode node = EmbeddedNode.open(directory)) {
            BrokerLink link = link(node);
            join(link.end(BRANCH, BranchOutcome.COMMIT));

            TestConsumer orders = TestConsumer.open(link, new ConsumerRequest(ORDERS_QUEUE, null))
                    .credit(MESSAGES);
            assertThat(orders.awaitReceived(MESSAGES))
                    .extracting(each -> TestConsumer.body(each).split("/", 2)[0])
                    .isEqualTo(BrokerFixture.range(0, MESSAGES).stream()
                            .map(String::valueOf)
                            .toList());
        }
    }
}
