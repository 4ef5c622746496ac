package io.replaymq.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.Assignor;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.GroupMembership;
import io.replaymq.groups.api.JoinRequest;
import io.replaymq.groups.api.OffsetCommit;
import io.replaymq.groups.api.Subscription;
import io.replaymq.groups.memorylog.InMemoryLog;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Consumer groups over a log in memory, whose two threads are run by hand. Topic {@code orders} with four partitions is there. */
final class ConsumerGroupsFixture {
    static final String GROUP = "billing";
    static final TopicPartition OFFSETS = new TopicPartition("__offsets", 0);
    static final Duration SESSION = Duration.ofSeconds(10);
    static final Duration REBALANCE = Duration.ofSeconds(30);
    static final ConsumerGroupsConfig CONFIG = ConsumerGroupsConfig.DEFAULTS;

    final HandRunExecutor owner = new HandRunExecutor();
    final HandRunExecutor logThread = new HandRunExecutor();
    private final ConsumerGroupsConfig config;
    InMemoryLog log = new InMemoryLog(logThread, this::now);
    ConsumerGroups groups;
    private long nowNanos = -Duration.ofSeconds(1).toNanos();
    private String sharedGroup = "";

    ConsumerGroupsFixture(ConsumerGroupsConfig config) {
        this.config = config;
        topic("orders", 4);
        groups = open();
    }

    ConsumerGroupsFixture() {
        this(CONFIG);
    }

    static TopicPartition orders(int partition) {
        return new TopicPartition("orders", partition);
    }

    void topic(String name, int partitions) {
        await(log.createTopic(name, TopicConfig.DEFAULTS.withPartitions(partitions)));
    }

    /** From now on there is a shared group of that name. */
    void sharedGroup(String name) {
        sharedGroup = name;
    }

    Instant now() {
        return Instant.ofEpochSecond(1_000_000).plusNanos(nowNanos);
    }

    private ConsumerGroups open() {
        ConsumerGroups opened = await(JournaledConsumerGroups.open(
                log, owner, config, this::now, nowNanos, name -> name.equals(sharedGroup)));
        opened.tick(nowNanos);
        return opened;
    }

    /** Kills everything but the log's content, and starts again. */
    void crash() {
        owner.forget();
        logThread.forget();
        log = log.reopen();
        groups = open();
        settle();
    }

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

    Throwable failure(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        settle();
        assertThat(future).isCompletedExceptionally();
        return future.handle((value, failure) ->
                        failure instanceof CompletionException wrapped ? wrapped.getCause() : failure)
                .join();
    }

    void pass(Duration time) {
        long endNanos = nowNanos + time.toNanos();
        while (nowNanos < endNanos) {
            nowNanos = Math.min(endNanos, nowNanos + Duration.ofSeconds(1).toNanos());
            groups.tick(nowNanos);
        }
        settle();
    }

    /** The coordinator does not run for a while. */
    void stall(Duration time) {
        nowNanos += time.toNanos();
        groups.tick(nowNanos);
        settle();
    }

    TestMember join(String memberId) {
        return join(memberId, null, Subscription.to("orders"), Assignor.UNIFORM);
    }

    TestMember join(String memberId, @Nullable String instanceId, Subscription subscription, Assignor assignor) {
        TestMember member = new TestMember(this, request(memberId, instanceId, subscription, assignor));
        member.join();
        return member;
    }

    static JoinRequest request(
            String memberId, @Nullable String instanceId, Subscription subscription, Assignor assignor) {
        return new JoinRequest(GROUP, memberId, instanceId, subscription, assignor, SESSION, REBALANCE);
    }

    AppendOutcome commit(@Nullable GroupMembership membership, TopicPartition partition, long offset) {
        return await(append(membership, partition, offset));
    }

    CompletionStage<AppendOutcome> append(@Nullable GroupMembership membership, TopicPartition partition, long offset) {
        return groups.append(
                List.of(),
                List.of(new OffsetCommit(GROUP, membership, Map.of(partition, CommittedOffset.of(offset)))),
                Durability.WRITTEN);
    }

    static PartitionBatch batch(TopicPartition partition, String... values) {
        return new PartitionBatch(
                partition,
                RecordBatchBuilder.of(List.of(values).stream()
                        .map(value -> LogRecord.ofText(1, null, value))
                        .toList()));
    }

    void send(TopicPartition partition, String... values) {
        await(log.append(new AppendSet(List.of(batch(partition, values))), Durability.DURABLE));
    }

    @Nullable
    CommittedOffset committed(TopicPartition partition) {
        return await(groups.committed(GROUP, List.of(partition))).get(partition);
    }
}
