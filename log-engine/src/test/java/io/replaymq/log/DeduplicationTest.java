package io.replaymq.log;

import static io.replaymq.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Committed;
import io.replaymq.log.api.AppendOutcome.Novelty;
import io.replaymq.log.api.AppendOutcome.Refused;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ProducerFencedException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeduplicationTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private EmbeddedLog log;

    @BeforeEach
    void open() {
        log = LogFixture.open(directory);
        createOrders(log);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void answersARepetitionWithTheFirstOffsets() {
        append(log, ORDERS, plain("other"), Durability.WRITTEN).orThrow();
        append(log, ORDERS, produced(0, 0, "a", "b"), Durability.DURABLE).orThrow();

        Committed again = append(log, ORDERS, produced(0, 0, "a", "b"), Durability.DURABLE)
                .orThrow();

        assertThat(again).isEqualTo(new Committed(List.of(1L), Novelty.DUPLICATE));
        assertThat(values(log, ORDERS)).containsExactly("other", "a", "b");
    }

    @Test
    void remembersTheOffsetsOfTheLastFiveBatchesOfAProducer() {
        for (int i = 0; i < 7; i++) {
            append(log, ORDERS, produced(0, i, "v" + i), Durability.WRITTEN).orThrow();
        }

        for (int i = 2; i < 7; i++) {
            assertThat(append(log, ORDERS, produced(0, i, "v" + i), Durability.WRITTEN)
                            .orThrow())
                    .isEqualTo(new Committed(List.of((long) i), Novelty.DUPLICATE));
        }
        assertThat(append(log, ORDERS, produced(0, 1, "v1"), Durability.WRITTEN).orThrow())
                .isEqualTo(new Committed(List.of(Committed.UNKNOWN_OFFSET), Novelty.DUPLICATE));
    }

    @Test
    void refusesAGapAndNamesWhatItExpected() {
        append(log, ORDERS, produced(0, 0, "a"), Durability.DURABLE).orThrow();

        assertRefused(
                append(log, ORDERS, produced(0, 2, "c"), Durability.DURABLE),
                OutOfOrderSequenceException.class,
                "expected sequence 1, found 2");
        assertThat(values(log, ORDERS)).containsExactly("a");
    }

    @Test
    void refusesAProducerThatDoesNotBeginAtZero() {
        assertRefused(
                append(log, ORDERS, produced(0, 5, "a"), Durability.DURABLE),
                OutOfOrderSequenceException.class,
                "expected sequence 0, found 5");
    }

    @Test
    void fencesEarlierEpochs() {
        append(log, ORDERS, produced(0, 0, "old"), Durability.DURABLE).orThrow();
        append(log, ORDERS, produced(1, 0, "new"), Durability.DURABLE).orThrow();

        assertRefused(
                append(log, ORDERS, produced(0, 1, "zombie"), Durability.DURABLE),
                ProducerFencedException.class,
                "epoch 0 has been fenced, expected epoch 1");
        assertRefused(
                append(log, ORDERS, produced(0, 0, "old"), Durability.DURABLE),
                ProducerFencedException.class,
                "fenced");
    }

    @Test
    void refusesASetThatIsPartlyARepetition() {
        append(log, ORDERS, produced(0, 0, "a"), Durability.DURABLE).orThrow();

        AppendOutcome mixed = append(
                log,
                new PartitionBatch(ORDERS, produced(0, 0, "a")),
                new PartitionBatch(ORDERS_1, produced(0, 0, "b")));

        assertRefused(mixed, OutOfOrderSequenceException.class, "repeats 1 of 2 batches, expected all or none");
        assertThat(values(log, ORDERS_1)).isEmpty();
    }

    @Test
    void answersARepeatedSetWithAllItsOffsets() {
        PartitionBatch[] set = {
            new PartitionBatch(ORDERS, produced(0, 0, "a")),
            new PartitionBatch(ORDERS, produced(0, 1, "b", "c")),
            new PartitionBatch(ORDERS_1, produced(0, 0, "d")),
            new PartitionBatch(ORDERS_1, plain("nobody's"))
        };
        assertThat(append(log, set).orThrow()).isEqualTo(new Committed(List.of(0L, 1L, 0L, 1L), Novelty.NEW));

        assertThat(append(log, set).orThrow()).isEqualTo(new Committed(List.of(0L, 1L, 0L, -1L), Novelty.DUPLICATE));
        assertThat(values(log, ORDERS)).containsExactly("a", "b", "c");
    }

    @Test
    void refusesASetOfWhichALaterBatchIsOutOfOrderAsAWhole() {
        AppendOutcome outcome = append(
                log, new PartitionBatch(ORDERS, produced(0, 0, "a")), new PartitionBatch(ORDERS, produced(0, 2, "c")));

        assertRefused(outcome, OutOfOrderSequenceException.class, "expected sequence 1, found 2");
        append(log, ORDERS, produced(0, 0, "first"), Durability.DURABLE).orThrow();
        assertThat(values(log, ORDERS)).containsExactly("first");
    }

    @Test
    void recognisesARepetitionAfterARestart() {
        append(log, ORDERS, produced(3, 0, "a"), Durability.DURABLE).orThrow();
        log.close();
        log = LogFixture.open(directory);

        assertThat(append(log, ORDERS, produced(3, 0, "a"), Durability.DURABLE).orThrow())
                .isEqualTo(new Committed(List.of(0L), Novelty.DUPLICATE));
        assertRefused(
                append(log, ORDERS, produced(2, 0, "zombie"), Durability.DURABLE), ProducerFencedException.class, "");
    }

    @Test
    void recognisesARepetitionAfterAKill() {
        append(log, ORDERS, produced(3, 0, "a"), Durability.DURABLE).orThrow();

        try (EmbeddedLog survivor = LogFixture.open(killed(directory, elsewhere.resolve("copy")))) {
            assertThat(survivor.recovery().journalEntries()).isPositive();
            assertThat(append(survivor, ORDERS, produced(3, 0, "a"), Durability.DURABLE)
                            .orThrow())
                    .isEqualTo(new Committed(List.of(0L), Novelty.DUPLICATE));
        }
    }

    @Test
    void appendsTheSameBatchTwiceWhereItNamesNoProducer() {
        var batch = plain("same");
        append(log, ORDERS, batch, Durability.DURABLE).orThrow();

        append(log, ORDERS, batch, Durability.DURABLE).orThrow();

        assertThat(values(log, ORDERS)).containsExactly("same", "same");
    }

    private static void assertRefused(AppendOutcome outcome, Class<?> type, String message) {
        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).reason()).isInstanceOf(type).hasMessageContaining(message);
    }
}
