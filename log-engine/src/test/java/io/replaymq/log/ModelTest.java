package io.replaymq.log;

import static io.replaymq.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.AppendOutcome.Committed;
import io.replaymq.log.api.AppendOutcome.Novelty;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig.StageLayout;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The log against a list of values for each partition: sets, repetitions, trims, clean stops and kills in any order. */
class ModelTest {
    private static final int PARTITIONS = 3;

    @TempDir
    private Path directory;

    private final Map<TopicPartition, List<String>> model = new HashMap<>();
    private final Map<TopicPartition, Integer> sequences = new HashMap<>();
    private final Map<TopicPartition, Long> starts = new HashMap<>();
    private EmbeddedLog log;
    private Path data;
    private AppendSet lastSet;
    private List<Long> lastOffsets;

    @SeededTest(runs = 8)
    void behavesLikeAListForEachPartition(Seed seed) {
        StageLayout layout = seed.oneOf(List.of(StageLayout.values()));
        data = directory.resolve("0");
        log = EmbeddedLog.open(data, small(layout));
        log.createTopic(
                        "orders",
                        TopicConfig.DEFAULTS.withPartitions(PARTITIONS).withSegmentBytes(16 << 10))
                .toCompletableFuture()
                .join();
        try {
            for (int step = 1; step <= 60; step++) {
                switch (seed.nextInt(20)) {
                    case 0 -> restart(layout);
                    case 1 -> killAndRestart(layout, step);
                    case 2 -> trim(seed);
                    case 3, 4 -> repeatTheLast();
                    default -> appendSome(seed);
                }
            }
            assertSame();
        } finally {
            log.close();
        }
    }

    private void appendSome(Seed seed) {
        List<PartitionBatch> batches = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        for (int i = 0; i <= seed.nextInt(3); i++) {
            TopicPartition partition = new TopicPartition("orders", seed.nextInt(PARTITIONS));
            List<String> values = model.computeIfAbsent(partition, each -> new ArrayList<>());
            String value = "v" + seed.nextInt(1_000) + "x".repeat(seed.nextInt(3_000));
            int sequence = sequences.merge(partition, 1, Integer::sum) - 1;
            RecordBatch batch = produced(0, sequence, value);
            offsets.add((long) values.size());
            values.add(value);
            batches.add(new PartitionBatch(partition, batch));
        }
        lastSet = new AppendSet(batches);
        lastOffsets = offsets;
        Durability durability = seed.oneIn(3) ? Durability.DURABLE : Durability.WRITTEN;
        assertThat(later(log, lastSet, durability).join()).isEqualTo(new Committed(offsets, Novelty.NEW));
    }

    private void repeatTheLast() {
        if (lastSet != null) {
            assertThat(later(log, lastSet, Durability.DURABLE).join())
                    .isEqualTo(new Committed(lastOffsets, Novelty.DUPLICATE));
        }
    }

    private void trim(Seed seed) {
        TopicPartition partition = new TopicPartition("orders", seed.nextInt(PARTITIONS));
        long size = model.getOrDefault(partition, List.of()).size();
        long to = seed.nextLong(size + 1);
        long expected = Math.max(starts.getOrDefault(partition, 0L), to);
        assertThat(log.trim(partition, to).toCompletableFuture().join()).isEqualTo(expected);
        starts.put(partition, expected);
    }

    private void restart(StageLayout layout) {
        log.close();
        log = EmbeddedLog.open(data, small(layout));
        assertThat(log.recovery().journalEntries()).isZero();
        assertSame();
    }

    private void killAndRestart(StageLayout layout, int step) {
        Path copy = killed(data, directory.resolve(String.valueOf(step)));
        log.close();
        data = copy;
        log = EmbeddedLog.open(data, small(layout));
        assertThat(log.recovery().repairs()).isEmpty();
        assertSame();
    }

    private void assertSame() {
        for (int i = 0; i < PARTITIONS; i++) {
            TopicPartition partition = new TopicPartition("orders", i);
            List<String> expected = model.getOrDefault(partition, List.of());
            int start = starts.getOrDefault(partition, 0L).intValue();
            assertThat(log.startOffset(partition)).isEqualTo(start);
            assertThat(log.readableEnd(partition)).isEqualTo(expected.size());
            assertThat(values(log, partition)).isEqualTo(expected.subList(start, expected.size()));
        }
    }
}
