package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.transactions.api.InDoubtException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log on disk remembers of transactions, when its broker does not. */
class TransactionOnDiskTest {
    @TempDir
    private Path directory;

    private static BrokerLink link(EmbeddedNode node) {
        return join(node.broker().connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
    }

    @Test
    void aRepeatedCommitIsAnsweredTrulyAfterARestart() {
        TestTransactions transactions;
        TransactionEnd left;
        try (EmbeddedNode node = EmbeddedNode.open(directory)) {
            transactions = TestTransactions.open(link(node));
            left = transactions.send(ORDERS, "left").end();
            transactions.next();
            transactions.send(ORDERS, "a", "b");
            join(transactions.commitOnly());
        }

        try (EmbeddedNode node = EmbeddedNode.open(directory)) {
            BrokerLink link = link(node);
            transactions.moveTo(link);
            transactions.sendAgain(0, ORDERS, "a", "b");
            join(transactions.commitOnly());
            transactions.nextAfterCommit();
            transactions.send(ORDERS, "c").commit();

            assertThat(join(link.status(ORDERS_QUEUE)).backlog()).isEqualTo(3);
            assertRolledBack(link(node), left, "was in its place");
        }
    }

    @Test
    void ofOneThatCannotBeCommittedTheLogSaysWhetherItWas() {
        TestTransactions transactions;
        try (EmbeddedNode node = EmbeddedNode.open(directory)) {
            transactions = TestTransactions.open(link(node));
            transactions.send(ORDERS, "a").commit();
            transactions.send(ORDERS, "b").commit();
        }

        TransactionEnd next = new TransactionEnd(transactions.id(), 2, 1, List.of());
        TransactionEnd earlier = new TransactionEnd(transactions.id(), 1, 1, List.of());
        TransactionEnd unheardOf = new TransactionEnd(transactions.id(), 4, 1, List.of());
        try (EmbeddedNode node = EmbeddedNode.open(directory)) {
            assertRolledBack(link(node), next, "1 sends of which 0 have come");
        }
        try (EmbeddedNode node = EmbeddedNode.open(directory)) {
            assertRolledBack(link(node), earlier, "transaction 1 was in its place");
        }
        try (EmbeddedNode node = EmbeddedNode.open(directory)) {
            assertThatThrownBy(() -> join(link(node).commit(unheardOf))).hasCauseInstanceOf(InDoubtException.class);
        }
    }

    @Test
    void aLargeOneIsPutAsideAndCommitted() {
        try (EmbeddedNode node = EmbeddedNode.open(directory)) {
            BrokerLink link = link(node);
            TestTransactions transactions = TestTransactions.open(link);
            String text = "x".repeat(10_000);
            for (int i = 0; i < 1_000; i++) {
                transactions.send(ORDERS, text);
            }

            transactions.commit();

            assertThat(join(link.status(ORDERS_QUEUE)).backlog()).isEqualTo(1_000);
        }
    }

    private static void assertRolledBack(BrokerLink link, TransactionEnd end, String because) {
        assertThatThrownBy(() -> join(link.commit(end)))
                .hasCauseInstanceOf(TransactionRolledBackException.class)
                .hasMessageContaining(because);
    }
}
