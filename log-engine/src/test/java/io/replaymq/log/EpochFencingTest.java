package io.replaymq.log;

import static io.replaymq.log.LogFixture.ORDERS;
import static io.replaymq.log.LogFixture.ORDERS_1;
import static io.replaymq.log.LogFixture.append;
import static io.replaymq.log.LogFixture.createOrders;
import static io.replaymq.log.LogFixture.killed;
import static io.replaymq.log.LogFixture.open;
import static io.replaymq.log.LogFixture.plain;
import static io.replaymq.log.LogFixture.produced;
import static io.replaymq.log.LogFixture.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.producer.ProducerStates;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A producer that was fenced in one partition is fenced in all of them. */
class EpochFencingTest {
    @TempDir
    Path root;

    @Test
    void shutsOutAnOldEpochWhereTheNewOneHasNotAppended() {
        try (EmbeddedLog log = open(root)) {
            createOrders(log);
            append(log, ORDERS, produced(3, 0, "old"), Durability.DURABLE).orThrow();
            append(log, ORDERS_1, produced(4, 0, "new"), Durability.DURABLE).orThrow();

            assertFenced(log, ORDERS, produced(3, 1, "zombie"));
            append(log, ORDERS, produced(4, 0, "new here too"), Durability.DURABLE)
                    .orThrow();
            assertThat(values(log, ORDERS)).containsExactly("old", "new here too");
        }
    }

    @Test
    void refusesAWholeSetForOneBatchOfAZombie() {
        try (EmbeddedLog log = open(root)) {
            createOrders(log);
            append(log, ORDERS_1, produced(1, 0, "new"), Durability.DURABLE).orThrow();

            assertThatThrownBy(() -> append(
                                    log,
                                    new PartitionBatch(ORDERS_1, plain("of nobody")),
                                    new PartitionBatch(ORDERS, produced(0, 0, "zombie")))
                            .orThrow())
                    .isInstanceOf(ProducerFencedException.class);
            assertThat(values(log, ORDERS_1)).containsExactly("new");
        }
    }

    @Test
    void remembersItAfterAKillAndAfterACleanStop() {
        try (EmbeddedLog log = open(root.resolve("log"))) {
            createOrders(log);
            append(log, ORDERS, produced(3, 0, "old"), Durability.DURABLE).orThrow();
            append(log, ORDERS_1, produced(4, 0, "new"), Durability.DURABLE).orThrow();
            try (EmbeddedLog recovered = open(killed(root.resolve("log"), root.resolve("copy")))) {
                assertFenced(recovered, ORDERS, produced(3, 1, "zombie"));
            }
        }
        try (EmbeddedLog reopened = open(root.resolve("log"))) {
            assertFenced(reopened, ORDERS, produced(3, 1, "zombie"));
        }
    }

    @Test
    void keepsManyProducersApart() {
        try (EmbeddedLog log = open(root)) {
            createOrders(log);
            int count = ProducerStates.REMEMBERED_PRODUCERS / 10;
            for (int id = 0; id < count; id++) {
                append(log, ORDERS, of(id, id % 3), Durability.ACCEPTED).orThrow();
            }
            for (int id = 0; id < count; id++) {
                if (id % 3 == 0) {
                    append(log, ORDERS_1, of(id, 0), Durability.ACCEPTED).orThrow();
                } else {
                    assertFenced(log, ORDERS_1, of(id, id % 3 - 1));
                }
            }
        }
    }

    private static RecordBatch of(long id, int epoch) {
        return new RecordBatchBuilder(100)
                .producer(id, (short) epoch, 0)
                .append(1, RecordContent.of(null, null, List.of()))
                .build();
    }

    private static void assertFenced(EmbeddedLog log, TopicPartition partition, RecordBatch batch) {
        assertThatThrownBy(
                        () -> append(log, partition, batch, Durability.DURABLE).orThrow())
                .isInstanceOf(ProducerFencedException.class)
                .hasMessageContaining("epoch");
    }
}
