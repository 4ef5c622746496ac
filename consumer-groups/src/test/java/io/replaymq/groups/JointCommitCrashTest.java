package io.replaymq.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.OffsetCommit;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.groups.memorylog.InMemoryLog;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends, acknowledgements and offsets in one append, over and over, with a crash anywhere; both journals write snapshots all the time. */
final class JointCommitCrashTest {
    private static final int MESSAGES = 60;
    private static final TopicPartition IN = new TopicPartition("in", 0);
    private static final TopicPartition OUT = new TopicPartition("out", 0);
    private static final GroupsConfig GROUPS = new GroupsConfig(16, 4 << 10, Duration.ZERO, 4 << 10);
    private static final ConsumerGroupsConfig OFFSETS = new ConsumerGroupsConfig(Duration.ZERO, 10, 4 << 10);

    private final HandRunExecutor owner = new HandRunExecutor();
    private final HandRunExecutor logThread = new HandRunExecutor();
    private final Random ids = new Random(7);
    private InMemoryLog log = new InMemoryLog(logThread, InstantSource.system());
    private SharedGroups shared;
    private ConsumerGroups consumers;
    private SharedGroup group;

    @SeededTest(runs = 100)
    void allOfItOrNothingIsThereWhereverItIsKilled(Seed seed) {
        await(log.createTopic("in", TopicConfig.DEFAULTS));
        await(log.createTopic("out", TopicConfig.DEFAULTS));
        await(log.append(AppendSet.of(IN, batch(MESSAGES)), Durability.DURABLE));
        open();
        group = await(
                shared.create(new GroupSpec("queue", "in", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest())));

        while (log.readableEnd(OUT) < MESSAGES) {
            work(seed);
            log = log.reopen();
            owner.forget();
            logThread.forget();
            open();
            assertAccountedFor();
        }
    }

    private void open() {
        shared = await(JournaledGroups.open(log, owner, owner, GROUPS, InstantSource.system(), ids));
        consumers = await(JournaledConsumerGroups.open(log, owner, OFFSETS, InstantSource.system(), 0, shared::exists));
        shared.tick(0);
        consumers.tick(0);
        settle();
        shared.tick(1);
        settle();
        shared.find("queue").ifPresent(found -> group = found);
    }

    /** Commits until nothing is left, or until it is killed in the middle of a commit. */
    private void work(Seed seed) {
        GroupMember member = await(group.attach());
        while (log.readableEnd(OUT) < MESSAGES) {
            List<AcquiredRecord> taken = member.acquire(1 + seed.nextInt(3));
            if (taken.isEmpty()) {
                settle();
                taken = member.acquire(3);
                assertThat(taken).isNotEmpty();
            }
            CompletableFuture<AppendOutcome> commit = commit(member, taken);
            if (seed.nextInt(8) == 0) {
                for (int i = seed.nextInt(12); i > 0 && hasSteps(); i--) {
                    step(seed);
                }
                return;
            }
            while (hasSteps()) {
                step(seed);
            }
            commit.join().orThrow();
        }
    }

    private CompletableFuture<AppendOutcome> commit(GroupMember member, List<AcquiredRecord> taken) {
        long next = log.readableEnd(OUT) + taken.size();
        List<OffsetCommit> offsets = List.of(new OffsetCommit("group", null, Map.of(IN, CommittedOffset.of(next))));
        Acknowledgement acknowledgement = new Acknowledgement(
                member, taken.stream().map(AcquiredRecord::id).toList());
        return shared.append(
                        List.of(new PartitionBatch(OUT, batch(taken.size()))),
                        List.of(acknowledgement),
                        Durability.DURABLE,
                        (batches, durability) -> consumers.append(batches, offsets, durability))
                .toCompletableFuture();
    }

    private void assertAccountedFor() {
        long out = log.readableEnd(OUT);
        assertThat(await(consumers.committed("group", List.of(IN)))
                        .getOrDefault(IN, CommittedOffset.of(0))
                        .offset())
                .isEqualTo(out);
        assertThat(await(group.backlog())).isEqualTo(MESSAGES - out);
    }

    private boolean hasSteps() {
        return owner.hasSteps() || logThread.hasSteps();
    }

    private void step(Seed seed) {
        boolean ownersTurn = !logThread.hasSteps() || (owner.hasSteps() && seed.nextInt(2) == 0);
        (ownersTurn ? owner : logThread).runOne();
    }

    private void settle() {
        while (hasSteps()) {
            (owner.hasSteps() ? owner : logThread).runOne();
        }
    }

    private <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        settle();
        assertThat(future).isDone();
        return future.join();
    }

    private static RecordBatch batch(int count) {
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(LogRecord.ofText(1, null, "message " + i));
        }
        return RecordBatchBuilder.of(records);
    }
}
