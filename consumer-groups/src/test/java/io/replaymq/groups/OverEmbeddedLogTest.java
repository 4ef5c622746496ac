package io.replaymq.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Groups over the real log, on disk: the owner drops everything now and then, and starts again on the same directory. */
final class OverEmbeddedLogTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final TopicPartition GROUPS = new TopicPartition("__groups", 0);
    private static final int LIMIT = 4;
    private static final GroupsConfig CONFIG = new GroupsConfig(64, 16 << 10, Duration.ofSeconds(10), 16 << 10);
    private static final LogConfig LOG =
            new LogConfig(1 << 20, 256, 4 << 20, 2 << 20, 64 << 10, 1, LogConfig.StageLayout.FUSED);

    @TempDir
    private Path directory;

    private final HandRunExecutor owner = new HandRunExecutor();
    private final History history = new History(this::records, LIMIT, each -> "all");
    private final List<SimulatedClient> clients = new ArrayList<>();
    private EmbeddedLog log;
    private SharedGroups groups;
    private long nowMs = 1_000;

    @BeforeEach
    void openLog() {
        log = EmbeddedLog.open(directory, LOG);
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @SeededTest(runs = 4)
    void deliversEveryMessageUntilItIsSettledOverRestarts(Seed seed) throws InterruptedException {
        await(log.createTopic("orders", TopicConfig.DEFAULTS));
        await(log.createTopic("bills", TopicConfig.DEFAULTS));
        groups = open(seed);
        await(groups.create(
                new GroupSpec("queue", "orders", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest()),
                GroupSettings.DEFAULTS
                        .withDeliveryLimit(LIMIT)
                        .withDeadLetterTopic(GroupSettings.deadLetterTopicOf("orders"))));

        for (int life = 0; life < 4; life++) {
            for (int i = 0; i < 150; i++) {
                act(seed);
                for (int steps = seed.nextInt(6); steps > 0; steps--) {
                    if (owner.hasSteps()) {
                        owner.runOne();
                    }
                }
            }
            restart(seed);
        }
        SimulatedClient last = takeTheRest(seed);
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (log.startOffset(GROUPS)
                == 0) { // the faster the log, the more appends there are, and the sooner a snapshot
            assertThat(System.nanoTime()).as("a snapshot in time").isLessThan(deadlineNanos);
            send(1, seed);
            settleAll(last, seed);
        }

        history.read();
        history.assertEverythingSettled(log.readableEnd(ORDERS));
        assertThat(queue().lowestUnsettled(0)).isEqualTo(log.readableEnd(ORDERS));
    }

    private void act(Seed seed) {
        int choice = seed.nextInt(20);
        if (choice < 5) {
            send(1 + seed.nextInt(20), seed);
        } else if (choice < 6 && clients.size() < 3) {
            clients.add(new SimulatedClient(history, queue(), MemberOptions.DEFAULTS));
        } else if (!clients.isEmpty()) {
            SimulatedClient client = seed.oneOf(clients);
            if (client.isAway()) {
                client.resume(groups, queue());
            } else if (choice < 12) {
                client.take(1 + seed.nextInt(20));
            } else if (choice < 15) {
                client.acknowledge(seed);
            } else if (choice < 16) {
                client.commit(seed, groups);
            } else if (choice < 17) {
                client.reject(seed);
            } else if (choice < 19) {
                client.release(seed, seed.oneOf(List.of(Seen.values())));
            } else {
                client.loseConnection();
            }
        }
    }

    private void send(int count, Seed seed) {
        List<LogRecord> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(LogRecord.ofText(1, null, "x".repeat(seed.nextInt(2_000))));
        }
        log.append(AppendSet.of(ORDERS, RecordBatchBuilder.of(messages)), Durability.DURABLE)
                .thenAcceptAsync(
                        outcome -> history.sent(outcome.orThrow().baseOffsets().get(0), count), owner);
    }

    private void restart(Seed seed) throws InterruptedException {
        log.close();
        owner.forget();
        log = EmbeddedLog.open(directory, LOG);
        groups = open(seed);
        clients.removeIf(each -> !each.serverCrashed());
        for (SimulatedClient each : clients) {
            each.loseDeliveriesOnTheWay(seed);
        }
    }

    private SimulatedClient takeTheRest(Seed seed) throws InterruptedException {
        clients.forEach(each -> each.resume(groups, queue()));
        groups.tick(0);
        groups.tick(CONFIG.resumeWindow().toNanos()); // whose joining was in the log, but never answered
        SimulatedClient last = new SimulatedClient(history, queue(), MemberOptions.DEFAULTS);
        settleAll(last, seed);
        return last;
    }

    private void settleAll(SimulatedClient last, Seed seed) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (queue().lowestUnsettled(0) < log.readableEnd(ORDERS)) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadlineNanos);
            nowMs += 1_000;
            groups.tick(CONFIG.resumeWindow().toNanos());
            clients.forEach(SimulatedClient::acknowledgeAll);
            last.take(1 + seed.nextInt(30));
            last.acknowledgeAll();
            owner.runOneSoon();
        }
        await(queue().backlog());
    }

    private List<StoredRecord> records(TopicPartition partition, long from) {
        List<StoredRecord> records = new ArrayList<>();
        boolean exists = log.topic(partition.topic()).isPresent();
        for (long next = from; exists && next < log.readableEnd(partition); ) {
            Fetch fetch =
                    log.fetch(partition, next, 1 << 20).toCompletableFuture().join();
            fetch.batches().forEach(batch -> batch.forEach(records::add));
            next = fetch.nextOffset();
        }
        records.removeIf(each -> each.offset() < from);
        return records;
    }

    private SharedGroup queue() {
        return groups.find("queue").orElseThrow();
    }

    private SharedGroups open(Seed seed) throws InterruptedException {
        return await(JournaledGroups.open(log, owner, owner, CONFIG, () -> Instant.ofEpochMilli(nowMs), seed));
    }

    private <T> T await(CompletionStage<T> stage) throws InterruptedException {
        CompletableFuture<T> future = stage.toCompletableFuture();
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!future.isDone()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadlineNanos);
            owner.runOneSoon();
        }
        return future.join();
    }
}
