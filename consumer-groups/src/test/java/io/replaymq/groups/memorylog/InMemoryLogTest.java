package io.replaymq.groups.memorylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Novelty;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class InMemoryLogTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private InMemoryLog log = new InMemoryLog(Runnable::run, InstantSource.system());

    @BeforeEach
    void createTopic() {
        log.createTopic("orders", TopicConfig.DEFAULTS);
    }

    @Test
    void waitsAtTheEndUntilThereIsARecord() {
        CompletableFuture<Fetch> waiting = log.fetch(ORDERS, 0, 1_000).toCompletableFuture();
        assertThat(waiting).isNotDone();

        append(batch(1, 0));

        assertThat(offsets(waiting.join())).containsExactly(0L);
        assertThat(waiting.join().nextOffset()).isEqualTo(1);
    }

    @Test
    void answersARepetitionWithTheOffsetsOfTheFirstTime() {
        append(batch(7, 0));
        AppendOutcome.Committed first = append(batch(7, 1));

        AppendOutcome.Committed again = append(batch(7, 1));

        assertThat(again.baseOffsets()).isEqualTo(first.baseOffsets());
        assertThat(again.novelty()).isEqualTo(Novelty.DUPLICATE);
        assertThat(log.readableEnd(ORDERS)).isEqualTo(2);
    }

    @Test
    void leavesHoles() {
        append(batch(1, 0));
        log.skipTo(ORDERS, 5);
        append(batch(1, 1));

        Fetch fetch = log.fetch(ORDERS, 0, 1_000_000).toCompletableFuture().join();

        assertThat(offsets(fetch)).containsExactly(0L, 5L);
    }

    @Test
    void keepsEverythingOverARestartAndRefusesWhatWasTrimmed() {
        append(batch(1, 0));
        append(batch(1, 1));
        log.trim(ORDERS, 1);

        log = log.reopen();

        assertThat(log.startOffset(ORDERS)).isEqualTo(1);
        assertThat(offsets(log.fetch(ORDERS, 1, 1).toCompletableFuture().join()))
                .containsExactly(1L);
        assertThatThrownBy(() -> log.fetch(ORDERS, 0, 1).toCompletableFuture().join())
                .hasCauseInstanceOf(OffsetOutOfRangeException.class);
    }

    private AppendOutcome.Committed append(RecordBatch batch) {
        return log.append(AppendSet.of(ORDERS, batch), Durability.WRITTEN)
                .toCompletableFuture()
                .join()
                .orThrow();
    }

    private static RecordBatch batch(long producerId, int sequence) {
        return new RecordBatchBuilder(100)
                .producer(producerId, (short) 0, sequence)
                .append(1, RecordContent.of(LogRecord.ofText(1, null, "v" + sequence)))
                .build();
    }

    private static List<Long> offsets(Fetch fetch) {
        return fetch.batches().stream()
                .flatMap(batch -> StreamSupport.stream(batch.spliterator(), false))
                .map(StoredRecord::offset)
                .toList();
    }
}
