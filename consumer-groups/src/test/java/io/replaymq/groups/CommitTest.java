package io.replaymq.groups;

import static io.replaymq.groups.ConsumerGroupsFixture.GROUP;
import static io.replaymq.groups.ConsumerGroupsFixture.OFFSETS;
import static io.replaymq.groups.ConsumerGroupsFixture.batch;
import static io.replaymq.groups.ConsumerGroupsFixture.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.GroupExistsException;
import io.replaymq.groups.api.GroupMembership;
import io.replaymq.groups.api.GroupNotEmptyException;
import io.replaymq.groups.api.Leaving;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.OffsetCommit;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class CommitTest {
    private final ConsumerGroupsFixture fixture = new ConsumerGroupsFixture();

    @Test
    void remembersOffsetsAndMetadataOverARestart() {
        CommittedOffset noted = new CommittedOffset(7, "batch 12, checked");

        fixture.await(fixture.groups.append(
                List.of(), List.of(new OffsetCommit(GROUP, null, Map.of(orders(0), noted))), Durability.DURABLE));
        fixture.crash();

        assertThat(fixture.committed(orders(0))).isEqualTo(noted);
        assertThat(fixture.committed(orders(1))).isNull();
    }

    @Test
    void seesEveryCommitThatWasCalledForBefore() {
        CompletionStage<AppendOutcome> commit = fixture.append(null, orders(0), 3);

        assertThat(fixture.committed(orders(0))).isEqualTo(CommittedOffset.of(3));
        assertThat(commit.toCompletableFuture()).isCompleted();
    }

    @Test
    void appendsSendsAndOffsetsOfSeveralGroupsAsOneSet() {
        AppendOutcome outcome = fixture.await(fixture.groups.append(
                List.of(batch(orders(1), "a", "b"), batch(orders(2), "c")),
                List.of(
                        new OffsetCommit(GROUP, null, Map.of(orders(0), CommittedOffset.of(5))),
                        new OffsetCommit("audit", null, Map.of(orders(0), CommittedOffset.of(6)))),
                Durability.DURABLE));

        assertThat(outcome.orThrow().baseOffsets()).hasSize(3);
        assertThat(fixture.log.readableEnd(orders(1))).isEqualTo(2);
        assertThat(fixture.committed(orders(0))).isEqualTo(CommittedOffset.of(5));
        assertThat(fixture.await(fixture.groups.committed("audit", List.of(orders(0)))))
                .containsEntry(orders(0), CommittedOffset.of(6));
    }

    @Test
    void refusesAllOfASetOfWhichTheLogRefusesASend() {
        AppendOutcome outcome = fixture.await(fixture.groups.append(
                List.of(batch(new TopicPartition("nowhere", 0), "a")),
                List.of(new OffsetCommit(GROUP, null, Map.of(orders(0), CommittedOffset.of(5)))),
                Durability.DURABLE));

        assertThat(outcome).isInstanceOf(AppendOutcome.Refused.class);
        assertThat(fixture.committed(orders(0))).isNull();
        assertThat(fixture.commit(null, orders(0), 2)).isInstanceOf(AppendOutcome.Committed.class);
    }

    @Test
    void takesACommitOfAMemberForWhatItHas() {
        TestMember member = fixture.join("m");

        assertThat(fixture.commit(member.membership(), orders(0), 9)).isInstanceOf(AppendOutcome.Committed.class);

        assertThat(fixture.committed(orders(0))).isEqualTo(CommittedOffset.of(9));
    }

    @Test
    void refusesACommitOfAMemberThatLostThePartitionEvenIfItHasItBack() {
        TestMember first = fixture.join("a");
        GroupMembership before = first.membership();
        TestMember second = fixture.join("b");
        first.beat();
        first.release();
        TopicPartition lost = second.beat().assigned().iterator().next();
        second.leave(Leaving.FOR_GOOD);
        first.beat();
        assertThat(first.assigned()).contains(lost);

        assertRefused(fixture.commit(before, lost, 1), MemberFencedException.class, "since generation");
        assertThat(fixture.commit(first.membership(), lost, 1)).isInstanceOf(AppendOutcome.Committed.class);
    }

    @Test
    void takesACommitByAnEarlierGenerationForAPartitionThatNeverMoved() {
        TestMember first = fixture.join("a");
        GroupMembership before = first.membership();
        fixture.join("b");
        first.beat();
        TopicPartition kept = first.assigned().iterator().next();
        assertThat(first.membership().generation()).isGreaterThan(before.generation());

        assertThat(fixture.commit(before, kept, 1)).isInstanceOf(AppendOutcome.Committed.class);
    }

    @Test
    void refusesALateMemberFromTheMomentItIsFenced() {
        TestMember member = fixture.join("m");
        fixture.groups.leave(GROUP, "m", Leaving.FOR_GOOD); // decided, not yet in the log

        assertRefused(
                fixture.await(fixture.append(member.membership(), orders(0), 1)),
                MemberFencedException.class,
                "no member m");
    }

    @Test
    void refusesACommitWithoutAMemberWhileThereAreSome() {
        fixture.join("m");

        assertRefused(fixture.commit(null, orders(0), 1), GroupNotEmptyException.class, "1 members");
    }

    @Test
    void refusesUnknownPartitionsAndNamesOfSharedGroups() {
        assertRefused(
                fixture.commit(null, new TopicPartition("orders", 4), 1), UnknownTopicException.class, "orders-4");
        fixture.sharedGroup(GROUP);
        assertRefused(fixture.commit(null, orders(0), 1), GroupExistsException.class, "shared group billing");
    }

    @Test
    void boundsMetadataAndNames() {
        assertThatThrownBy(() -> new CommittedOffset(0, "x".repeat(4_097)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4097");
        assertThatThrownBy(() -> new OffsetCommit("g".repeat(1_025), null, Map.of(orders(0), CommittedOffset.of(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1025");
        assertThatThrownBy(() -> CommittedOffset.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsCommitsWaitingForRoomAndRefusesSends() {
        fixture.log.refuseAppends(new BackpressureException("full"));

        CompletionStage<AppendOutcome> waiting = fixture.append(null, orders(0), 1);
        fixture.settle();
        AppendOutcome sends = fixture.await(fixture.groups.append(
                List.of(batch(orders(1), "a")),
                List.of(new OffsetCommit(GROUP, null, Map.of(orders(0), CommittedOffset.of(2)))),
                Durability.WRITTEN));

        assertThat(waiting.toCompletableFuture()).isNotDone();
        assertRefused(sends, BackpressureException.class, "room");
        fixture.log.refuseAppends(null);
        fixture.pass(Duration.ofMillis(250));
        assertThat(waiting.toCompletableFuture()).isCompleted();
        assertThat(fixture.committed(orders(0))).isEqualTo(CommittedOffset.of(1));
    }

    @Test
    void takesNoteOfCommitsInTheOrderOfTheLogWhateverOrderItAnswersIn() {
        CompletionStage<AppendOutcome> first = fixture.groups.append(
                List.of(batch(orders(1), "a")),
                List.of(new OffsetCommit(GROUP, null, Map.of(orders(0), CommittedOffset.of(5)))),
                Durability.DURABLE);
        CompletionStage<AppendOutcome> second = fixture.append(null, orders(0), 7);
        fixture.owner.runOne(); // gives the second one to the log
        fixture.logThread.delayNext(); // which answers it first
        fixture.logThread.runOne();
        while (fixture.owner.hasSteps()) {
            fixture.owner.runOne();
        }
        assertThat(second.toCompletableFuture())
                .as("the one before is not known yet")
                .isNotDone();

        fixture.settle();

        assertThat(first.toCompletableFuture()).isCompleted();
        assertThat(second.toCompletableFuture()).isCompleted();
        assertThat(fixture.committed(orders(0))).isEqualTo(CommittedOffset.of(7));
    }

    @SeededTest(runs = 60)
    void aSnapshotAtAnyMomentKeepsTheLastCommitOverACrash(Seed seed) {
        ConsumerGroupsFixture small = new ConsumerGroupsFixture(new ConsumerGroupsConfig(Duration.ZERO, 10, 4 << 10));
        Map<TopicPartition, Long> confirmed = new HashMap<>();
        for (int i = 1; i < 400; i++) {
            TopicPartition partition = orders(seed.nextInt(4));
            long offset = i;
            CompletionStage<AppendOutcome> commit = seed.oneIn(3)
                    ? small.groups.append(
                            List.of(batch(orders(1), "a")),
                            List.of(new OffsetCommit(GROUP, null, Map.of(partition, CommittedOffset.of(offset)))),
                            Durability.DURABLE)
                    : small.append(null, partition, offset);
            commit.thenAccept(done -> confirmed.merge(partition, offset, Math::max));
            for (int steps = seed.nextInt(6); steps > 0 && small.hasSteps(); steps--) {
                small.step();
            }
            if (seed.oneIn(150)) {
                small.crash();
            }
        }
        small.crash();

        assertThat(small.log.startOffset(OFFSETS)).as("a snapshot was taken").isPositive();
        confirmed.forEach((partition, offset) -> assertThat(small.committed(partition))
                .satisfies(found -> assertThat(found.offset()).isGreaterThanOrEqualTo(offset)));
    }

    @SeededTest(runs = 5)
    void aSnapshotInSeveralPartsKeepsWhatIsCommittedInBetween(Seed seed) {
        ConsumerGroupsFixture small = new ConsumerGroupsFixture(new ConsumerGroupsConfig(Duration.ZERO, 10, 4 << 10));
        small.topic("wide", 700);
        List<String> groups = List.of("a", "b", "c", "d");
        Map<String, Long> confirmed = new HashMap<>();
        for (String group : groups) {
            Map<TopicPartition, CommittedOffset> all = new HashMap<>();
            for (int i = 0; i < 700; i++) {
                all.put(new TopicPartition("wide", i), CommittedOffset.of(0));
            }
            small.await(
                    small.groups.append(List.of(), List.of(new OffsetCommit(group, null, all)), Durability.WRITTEN));
        }
        long start = small.log.startOffset(OFFSETS);
        int snapshots = 0;
        for (long i = 1; snapshots < 3; i++) {
            String group = seed.oneOf(groups);
            TopicPartition partition = new TopicPartition("wide", seed.nextInt(3) * 340);
            long offset = i;
            small.groups
                    .append(
                            List.of(),
                            List.of(new OffsetCommit(group, null, Map.of(partition, CommittedOffset.of(offset)))),
                            Durability.WRITTEN)
                    .thenAccept(done -> confirmed.merge(group + partition.partition(), offset, Math::max));
            for (int steps = seed.nextInt(6); steps > 0 && small.hasSteps(); steps--) {
                small.step();
            }
            if (small.log.startOffset(OFFSETS) > start) { // what was before the snapshot is gone
                small.crash();
                assertCommitted(small, groups, confirmed);
                start = small.log.startOffset(OFFSETS);
                snapshots++;
            }
        }
    }

    private static void assertCommitted(
            ConsumerGroupsFixture fixture, List<String> groups, Map<String, Long> confirmed) {
        for (String group : groups) {
            for (int i = 0; i < 3; i++) {
                TopicPartition partition = new TopicPartition("wide", i * 340);
                CommittedOffset found = fixture.await(fixture.groups.committed(group, List.of(partition)))
                        .get(partition);
                assertThat(found.offset())
                        .isGreaterThanOrEqualTo(confirmed.getOrDefault(group + partition.partition(), 0L));
            }
        }
    }

    @Test
    void letsATopicThatIsMadeAgainInheritNothing() {
        fixture.commit(null, orders(0), 5);
        fixture.await(fixture.log.deleteTopic("orders"));
        fixture.topic("orders", 4);

        assertThat(fixture.committed(orders(0))).isNull();
        fixture.pass(Duration.ofSeconds(20));
        assertThat(fixture.groups.exists(GROUP)).isFalse();
    }

    @Test
    void forgetsTheOffsetsOfAGroupThatWasEmptyForLong() {
        ConsumerGroupsFixture short1 =
                new ConsumerGroupsFixture(new ConsumerGroupsConfig(Duration.ofHours(1), 10, 8 << 20));
        TestMember member = short1.join("m");
        short1.commit(member.membership(), orders(0), 5);
        short1.pass(Duration.ofSeconds(5));
        member.leave(Leaving.FOR_GOOD);

        short1.pass(Duration.ofMinutes(59));
        assertThat(short1.committed(orders(0))).isEqualTo(CommittedOffset.of(5));
        short1.crash();
        short1.pass(Duration.ofMinutes(2));

        assertThat(short1.committed(orders(0))).isNull();
        assertThat(short1.groups.exists(GROUP)).isFalse();
    }

    @Test
    void keepsTheInternalTopicSmallHoweverMuchIsCommitted() {
        ConsumerGroupsFixture small = new ConsumerGroupsFixture(new ConsumerGroupsConfig(Duration.ZERO, 10, 4 << 10));
        for (int i = 0; i < 1_000; i++) {
            small.commit(null, orders(i % 4), i);
        }

        long kept = small.log.readableEnd(OFFSETS) - small.log.startOffset(OFFSETS);
        assertThat(kept).isLessThan(200);
        small.crash();
        assertThat(small.committed(orders(3))).isEqualTo(CommittedOffset.of(999));
        assertThat(small.committed(orders(0))).isEqualTo(CommittedOffset.of(996));
    }

    private static void assertRefused(AppendOutcome outcome, Class<?> type, String message) {
        assertThat(outcome).isInstanceOfSatisfying(AppendOutcome.Refused.class, refused -> assertThat(refused.reason())
                .isInstanceOf(type)
                .hasMessageContaining(message));
    }
}
