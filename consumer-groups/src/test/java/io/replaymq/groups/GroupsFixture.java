package io.replaymq.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.groups.memorylog.InMemoryLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Groups over a log in memory, whose two threads are run by hand. Topic {@code orders} is there. */
final class GroupsFixture {
    static final String TOPIC = "orders";
    static final TopicPartition ORDERS = new TopicPartition(TOPIC, 0);
    static final TopicPartition GROUPS = new TopicPartition("__groups", 0);
    static final long SECOND = Duration.ofSeconds(1).toNanos();
    static final GroupsConfig CONFIG = GroupsConfig.DEFAULTS;

    final HandRunExecutor owner = new HandRunExecutor();
    final HandRunExecutor logThread = new HandRunExecutor();
    final HandRunExecutor later = new HandRunExecutor();
    private final GroupsConfig config;
    private final Random random = new Random(7);
    InMemoryLog log = new InMemoryLog(logThread, InstantSource.system());
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    SharedGroups groups;
    private int sent;
    private long nowNanos = -SECOND;

    GroupsFixture(GroupsConfig config, int partitions) {
        this.config = config;
        await(log.createTopic(TOPIC, TopicConfig.DEFAULTS.withPartitions(partitions)));
        groups = open();
    }

    GroupsFixture() {
        this(CONFIG, 1);
    }

    private SharedGroups open() {
        SharedGroups opened =
                await(JournaledGroups.open(log, owner, later, config, HeaderTraits.KNOWLEDGE, () -> now, random));
        opened.tick(nowNanos);
        return opened;
    }

    /** Kills everything but the log's content, and starts again. */
    void crash() {
        owner.forget();
        later.forget();
        logThread.forget();
        log = log.reopen();
        groups = open();
        settle();
    }

    /** Runs both threads until neither has anything to do. */
    void settle() {
        while (hasSteps()) {
            step();
        }
    }

    boolean hasSteps() {
        return owner.hasSteps() || logThread.hasSteps();
    }

    void step() {
        (owner.hasSteps() ? owner : logThread).runOne();
    }

    <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        settle();
        assertThat(future).isDone();
        return future.join();
    }

    void pass(Duration time) {
        while (later.hasSteps()) {
            later.runOne();
        }
        groups.tick(nowNanos);
        nowNanos += time.toNanos();
        now = now.plus(time);
        groups.tick(nowNanos);
        settle();
    }

    SharedGroup create(String name) {
        return create(name, new GroupStart.Earliest(), GroupLifetime.UNTIL_DELETED);
    }

    SharedGroup create(String name, GroupStart start, GroupLifetime lifetime) {
        return await(groups.create(new GroupSpec(name, TOPIC, lifetime, start)));
    }

    SharedGroup create(String name, GroupSettings settings) {
        return await(groups.create(
                new GroupSpec(name, TOPIC, GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest()), settings));
    }

    /** Everything in a topic's first partition. */
    List<StoredRecord> read(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<StoredRecord> records = new ArrayList<>();
        if (log.readableEnd(partition) > log.startOffset(partition)) {
            await(log.fetch(partition, log.startOffset(partition), Integer.MAX_VALUE))
                    .batches()
                    .forEach(batch -> batch.forEach(records::add));
        }
        return records;
    }

    SharedGroup group(String name) {
        return groups.find(name).orElseThrow();
    }

    void send(int count) {
        send(ORDERS, count);
    }

    void send(TopicPartition partition, int count) {
        for (int i = 0; i < count; i++) {
            LogRecord message = LogRecord.ofText(1_000 + sent, null, "message " + sent++);
            await(log.append(AppendSet.of(partition, RecordBatchBuilder.of(List.of(message))), Durability.DURABLE));
        }
    }

    void send(LogRecord... messages) {
        send(ORDERS, messages);
    }

    void send(TopicPartition partition, LogRecord... messages) {
        await(log.append(AppendSet.of(partition, RecordBatchBuilder.of(List.of(messages))), Durability.DURABLE));
    }

    static List<String> texts(List<AcquiredRecord> records) {
        return records.stream().map(each -> HeaderTraits.text(each.record())).toList();
    }

    /** Acquires until there is no more or it has that many. */
    List<AcquiredRecord> acquire(GroupMember member, int count) {
        List<AcquiredRecord> all = new ArrayList<>();
        List<AcquiredRecord> some;
        do {
            settle();
            some = member.acquire(count - all.size());
            all.addAll(some);
            settle();
        } while (all.size() < count && !some.isEmpty());
        settle();
        if (all.size() < count) {
            all.addAll(member.acquire(count - all.size()));
        }
        return all;
    }

    static List<Long> offsets(List<AcquiredRecord> records) {
        return records.stream().map(each -> each.id().offset()).toList();
    }

    static List<Integer> counts(List<AcquiredRecord> records) {
        return records.stream().map(AcquiredRecord::deliveryCount).toList();
    }

    static List<RecordId> ids(List<AcquiredRecord> records) {
        return records.stream().map(AcquiredRecord::id).toList();
    }
}
