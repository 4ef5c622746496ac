package io.replaymq.log.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.CleanupPolicy;
import io.replaymq.log.api.CompactionConfig;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Compression;
import io.replaymq.log.record.Compressor;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.testing.SettableTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a topic that is compacted, to one that retention keeps small, and to one that is deleted and created again and again; cleans
 * up in between. One thing after the other, each waited for and forced, so at most the last one is in doubt.
 */
final class CleaningWorkload {
    static final TopicPartition STATE = new TopicPartition("state", 0);
    static final TopicPartition RECENT = new TopicPartition("recent", 0);
    static final TopicPartition GONE = new TopicPartition("gone", 0);
    static final Duration TOMBSTONES_STAY = Duration.ofHours(1);
    static final int KEYS = 6;

    static final String NUMBER = "number";

    private static final List<Compression> COMPRESSIONS =
            List.of(Compression.NONE, Compression.NONE, Compression.LZ4, Compression.GZIP);
    private static final int SEGMENT_BYTES = 4 << 10;
    private static final long START_MS = 1_700_000_000_000L;
    private static final Map<String, TopicConfig> TOPICS = Map.of(
            "state",
            TopicConfig.DEFAULTS
                    .withSegmentBytes(SEGMENT_BYTES)
                    .withCleanup(CleanupPolicy.COMPACT)
                    .withCompaction(new CompactionConfig(0.3, TOMBSTONES_STAY, Duration.ZERO)),
            "recent",
            TopicConfig.DEFAULTS.withSegmentBytes(SEGMENT_BYTES).withRetentionBytes(2 * SEGMENT_BYTES),
            "gone",
            TopicConfig.DEFAULTS.withSegmentBytes(SEGMENT_BYTES));

    private final RandomGenerator random;
    private final SettableTime clock = new SettableTime(START_MS);
    private final Map<String, Put> acknowledged = new HashMap<>();
    private final List<Put> sent = new ArrayList<>();
    private long nextRecent;
    private long acknowledgedRecent;
    private int incarnation; // of the topic that is deleted again and again, as far as acknowledged
    private int records; // of it, acknowledged
    private boolean inDoubt; // whether the last call to create or delete it was answered

    /** One record of the compacted topic. The number counts all of them, and is in a header; a tombstone has no value. */
    record Put(String key, int number, boolean tombstone, long atMs) {}

    CleaningWorkload(RandomGenerator random) {
        this.random = random;
    }

    SettableTime clock() {
        return clock;
    }

    /** What was last acknowledged for a key, or null. */
    @Nullable
    Put acknowledged(String key) {
        return acknowledged.get(key);
    }

    List<Put> sent() {
        return sent;
    }

    long acknowledgedRecent() {
        return acknowledgedRecent;
    }

    long sentRecent() {
        return nextRecent;
    }

    int incarnation() {
        return incarnation;
    }

    int recordsOfIncarnation() {
        return records;
    }

    boolean isInDoubt() {
        return inDoubt;
    }

    /** What an audit has found is what counts from then on. */
    void settle(int foundIncarnation, int foundRecords, long foundRecent, Map<String, Put> foundState) {
        incarnation = foundIncarnation;
        records = foundRecords;
        inDoubt = false;
        nextRecent = foundRecent;
        acknowledgedRecent = foundRecent;
        foundState.forEach(acknowledged::put);
    }

    void createTopics(ReplayLog log) {
        TOPICS.forEach((name, config) -> {
            if (log.topic(name).isEmpty() && !name.equals("gone")) {
                await(log.createTopic(name, config));
            }
        });
    }

    void run(ReplayLog log, int steps) {
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(12)) {
                case 0, 1 -> await(log.clean());
                case 2 -> deleteOrCreate(log);
                case 3 -> appendToGone(log);
                case 4 -> clock.pass(Duration.ofMinutes(random.nextInt(50)));
                case 5, 6 -> appendRecent(log);
                default -> put(log);
            }
        }
    }

    private void put(ReplayLog log) {
        RecordBatchBuilder batch = new RecordBatchBuilder(1 << 10);
        List<Put> puts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            Put put = new Put("key-" + random.nextInt(KEYS), sent.size(), random.nextInt(8) == 0, clock.wallMs());
            sent.add(put);
            puts.add(put);
            byte[] value =
                    put.tombstone() ? null : "x".repeat(random.nextInt(700)).getBytes(UTF_8);
            byte[] number = Integer.toString(put.number()).getBytes(UTF_8);
            batch.append(
                    put.atMs(),
                    RecordContent.of(put.key().getBytes(UTF_8), value, List.of(new Header(NUMBER, number))));
        }
        Compression compression = COMPRESSIONS.get(random.nextInt(COMPRESSIONS.size()));
        try (Compressor compressor = Compressor.of(compression)) {
            append(log, STATE, batch.build(compressor));
        }
        puts.forEach(each -> acknowledged.put(each.key(), each));
    }

    private void appendRecent(ReplayLog log) {
        long number = nextRecent++;
        append(log, RECENT, plain(number + "/" + "x".repeat(random.nextInt(1_500))));
        acknowledgedRecent = nextRecent;
    }

    private void deleteOrCreate(ReplayLog log) {
        inDoubt = true;
        if (log.topic("gone").isPresent()) {
            await(log.deleteTopic("gone"));
            incarnation = 0;
        } else {
            incarnation = await(log.createTopic("gone", TOPICS.getOrDefault("gone", TopicConfig.DEFAULTS)))
                    .topicId();
        }
        records = 0;
        inDoubt = false;
    }

    private void appendToGone(ReplayLog log) {
        if (incarnation > 0) {
            append(log, GONE, plain(incarnation + "/" + "x".repeat(random.nextInt(1_500))));
            records++;
        }
    }

    private static RecordBatch plain(String value) {
        return new RecordBatchBuilder(256)
                .append(START_MS, RecordContent.of(null, value.getBytes(UTF_8), List.of()))
                .build();
    }

    private static void append(ReplayLog log, TopicPartition partition, RecordBatch batch) {
        AppendOutcome outcome = await(log.append(AppendSet.of(partition, batch), Durability.DURABLE));
        outcome.orThrow();
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BrokerException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
