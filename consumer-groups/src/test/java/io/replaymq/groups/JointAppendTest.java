package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.counts;
import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.NotHeldException;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Committed;
import io.replaymq.log.api.AppendOutcome.Novelty;
import io.replaymq.log.api.AppendOutcome.Refused;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Acknowledgements and sends that are one append: what a transaction over queues commits with. */
final class JointAppendTest {
    private static final TopicPartition BILLS = new TopicPartition("bills", 0);
    private static final GroupsConfig SMALL_SNAPSHOTS = new GroupsConfig(64, 64 << 10, Duration.ofSeconds(10), 4 << 10);

    private final GroupsFixture fixture = new GroupsFixture();
    private final SharedGroup queue = fixture.create("queue");
    private final GroupMember alice = fixture.await(queue.attach());

    @BeforeEach
    void createTopic() {
        fixture.await(fixture.log.createTopic("bills", TopicConfig.DEFAULTS));
    }

    @Test
    void settlesAndAppendsTogether() {
        fixture.send(3);
        List<RecordId> taken = ids(fixture.acquire(alice, 3));

        Committed committed =
                (Committed) commit(List.of(bill(0), bill(1)), new Acknowledgement(alice, taken.subList(0, 2)));

        assertThat(committed.novelty()).isEqualTo(Novelty.NEW);
        assertThat(committed.baseOffsets()).containsExactly(0L, 1L);
        assertThat(queue.lowestUnsettled(0)).isEqualTo(2);
        assertThat(queue.inFlight()).isEqualTo(1);
        fixture.crash();
        assertThat(fixture.group("queue").lowestUnsettled(0)).isEqualTo(2);
    }

    @Test
    void joinsMembersOfSeveralGroups() {
        SharedGroup other = fixture.create("other");
        GroupMember bob = fixture.await(other.attach());
        fixture.send(2);

        commit(
                List.of(bill(0)),
                new Acknowledgement(alice, ids(fixture.acquire(alice, 2))),
                new Acknowledgement(bob, ids(fixture.acquire(bob, 1))));

        assertThat(queue.lowestUnsettled(0)).isEqualTo(2);
        assertThat(other.lowestUnsettled(0)).isEqualTo(1);
    }

    @Test
    void refusesAllOfItIfOneMessageIsNotHeld() {
        fixture.send(3);
        List<RecordId> taken = ids(fixture.acquire(alice, 2));
        GroupMember bob = fixture.await(queue.attach());
        List<RecordId> ofBob = ids(fixture.acquire(bob, 1));

        AppendOutcome outcome =
                commit(List.of(bill(0)), new Acknowledgement(alice, List.of(taken.get(0), taken.get(1), ofBob.get(0))));

        assertThat(reason(outcome)).isInstanceOf(NotHeldException.class).hasMessageContaining("offset=2");
        assertThat(fixture.read("bills")).isEmpty();
        assertThat(queue.lowestUnsettled(0)).isZero();
        commit(List.of(bill(0)), new Acknowledgement(alice, taken));
        assertThat(queue.lowestUnsettled(0)).isEqualTo(2);
    }

    @Test
    void refusesAFencedMemberAndAMessageOfAnEarlierGeneration() {
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));
        fixture.await(queue.rewind(new GroupStart.Earliest()));
        assertThat(reason(commit(List.of(bill(0)), new Acknowledgement(alice, taken))))
                .isInstanceOf(NotHeldException.class);
        List<RecordId> again = ids(fixture.acquire(alice, 1));

        alice.disconnect();
        fixture.pass(GroupsFixture.CONFIG.resumeWindow());

        assertThat(reason(commit(List.of(bill(0)), new Acknowledgement(alice, again))))
                .isInstanceOf(MemberFencedException.class);
        assertThat(fixture.read("bills")).isEmpty();
    }

    @Test
    void aRepetitionIsAnsweredAsOneThoughNothingIsHeldAnyMore() {
        fixture.send(2);
        List<RecordId> taken = ids(fixture.acquire(alice, 2));
        commit(List.of(bill(0), bill(1)), new Acknowledgement(alice, taken));

        Committed again = (Committed) commit(List.of(bill(0), bill(1)), new Acknowledgement(alice, taken));

        assertThat(again.novelty()).isEqualTo(Novelty.DUPLICATE);
        assertThat(again.baseOffsets()).containsExactly(0L, 1L);
        assertThat(fixture.read("bills")).hasSize(2);
    }

    @Test
    void aRepetitionIsAnsweredAsOneAfterARestartAndThoughTheMemberWasFenced() {
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));
        commit(List.of(bill(0)), new Acknowledgement(alice, taken));

        fixture.crash();
        GroupMember back = fixture.await(fixture.group("queue").resume(alice.id(), taken));
        AppendOutcome again = commit(List.of(bill(0)), new Acknowledgement(back, taken));
        AppendOutcome fromAVoidHandle = commit(List.of(bill(0)), new Acknowledgement(alice, taken));

        assertThat(((Committed) again).novelty()).isEqualTo(Novelty.DUPLICATE);
        assertThat(((Committed) fromAVoidHandle).novelty()).isEqualTo(Novelty.DUPLICATE);
        assertThat(fixture.read("bills")).hasSize(1);
    }

    @Test
    void aRepetitionWhileTheFirstIsUnderWayIsAnsweredAsOne() {
        fixture.send(1);
        Acknowledgement all = new Acknowledgement(alice, ids(fixture.acquire(alice, 1)));

        CompletableFuture<AppendOutcome> first = append(List.of(bill(0)), List.of(all));
        CompletableFuture<AppendOutcome> second = append(List.of(bill(0)), List.of(all));
        fixture.settle();

        assertThat(((Committed) first.join()).novelty()).isEqualTo(Novelty.NEW);
        assertThat(((Committed) second.join()).novelty()).isEqualTo(Novelty.DUPLICATE);
        assertThat(fixture.read("bills")).hasSize(1);
    }

    @Test
    void aRepetitionOfSendsSettlesNothing() {
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));
        fixture.await(fixture.log.append(new AppendSet(List.of(bill(0))), Durability.DURABLE));

        Committed again = (Committed) commit(List.of(bill(0)), new Acknowledgement(alice, taken));

        assertThat(again.novelty()).isEqualTo(Novelty.DUPLICATE);
        assertThat(queue.inFlight()).isEqualTo(1);
        fixture.await(alice.release(taken, Seen.NOT_SEEN));
        assertThat(offsets(fixture.acquire(alice, 1))).containsExactly(0L);
    }

    @Test
    void whatTheLogRefusesLeavesTheMessagesWithTheirMember() {
        fixture.send(1);
        Acknowledgement all = new Acknowledgement(alice, ids(fixture.acquire(alice, 1)));
        fixture.log.refuseAppends(new BackpressureException("full"));
        assertThat(reason(commit(List.of(bill(0)), all))).isInstanceOf(BackpressureException.class);
        fixture.log.refuseAppends(new ProducerFencedException("fenced"));
        assertThat(reason(commit(List.of(bill(0)), all))).isInstanceOf(ProducerFencedException.class);
        fixture.log.refuseAppends(null);

        assertThat(queue.inFlight()).isEqualTo(1);
        assertThat(((Committed) commit(List.of(bill(0)), all)).novelty()).isEqualTo(Novelty.NEW);
        assertThat(queue.lowestUnsettled(0)).isEqualTo(1);
    }

    @Test
    void aMemberThatLeavesMeanwhileLosesNothingThatIsRefused() {
        fixture.send(1);
        Acknowledgement all = new Acknowledgement(alice, ids(fixture.acquire(alice, 1)));
        GroupMember bob = fixture.await(queue.attach());
        fixture.log.refuseAppends(new ProducerFencedException("fenced"));
        CompletableFuture<AppendOutcome> refused = append(List.of(bill(0)), List.of(all));
        fixture.log.refuseAppends(null);
        CompletableFuture<Void> left = alice.leave().toCompletableFuture();
        fixture.settle();

        assertThat(reason(refused.join())).isInstanceOf(ProducerFencedException.class);
        assertThat(left).isCompleted();
        assertThat(offsets(fixture.acquire(bob, 1))).containsExactly(0L);
    }

    @Test
    void aMemberThatIsFencedMeanwhileLosesNothingThatIsRefused() {
        fixture.send(1);
        Acknowledgement all = new Acknowledgement(alice, ids(fixture.acquire(alice, 1)));
        GroupMember bob = fixture.await(queue.attach());
        fixture.log.refuseAppends(new ProducerFencedException("fenced"));
        CompletableFuture<AppendOutcome> refused = append(List.of(bill(0)), List.of(all));
        fixture.log.refuseAppends(null);

        alice.disconnect();
        fixture.pass(GroupsFixture.CONFIG.resumeWindow());

        assertThat(reason(refused.join())).isInstanceOf(ProducerFencedException.class);
        assertThat(counts(fixture.acquire(bob, 1))).containsExactly(2);
    }

    @Test
    void refusesSendsToInternalTopicsAndNothingAtAll() {
        assertThatThrownBy(() -> commit(List.of(), new Acknowledgement(alice, List.of())))
                .isInstanceOf(IllegalArgumentException.class);
        PartitionBatch intruder = new PartitionBatch(GroupsFixture.GROUPS, bill(0).batch());
        assertThatThrownBy(() -> commit(List.of(intruder))).hasMessageContaining("__groups");
    }

    @SeededTest(runs = 200)
    void aCrashAtAnyStepLeavesBothOrNeitherWhateverSnapshotsAreTaken(Seed seed) {
        GroupsFixture each = new GroupsFixture(SMALL_SNAPSHOTS, 1);
        each.await(each.log.createTopic("bills", TopicConfig.DEFAULTS));
        GroupMember member = each.await(each.create("queue").attach());
        each.send(60);
        List<RecordId> taken = ids(each.acquire(member, 60));
        Set<Long> confirmed = new HashSet<>();
        for (int i = 0; i < 60 && !seed.oneIn(80); i++) {
            RecordId id = taken.get(i);
            if (seed.oneIn(4)) {
                member.acknowledge(List.of(id)).thenRun(() -> confirmed.add(id.offset()));
            } else {
                List<PartitionBatch> sends = List.of(anonymousBill(i));
                each.groups
                        .append(sends, List.of(new Acknowledgement(member, List.of(id))), Durability.WRITTEN)
                        .thenRun(() -> confirmed.add(id.offset()));
            }
            for (int steps = seed.nextInt(6); steps > 0 && each.hasSteps(); steps--) {
                each.step();
            }
        }

        each.crash();
        GroupMember back = each.await(each.group("queue").resume(member.id(), List.of()));
        List<Long> rest = offsets(each.acquire(back, 60));
        List<Long> billed =
                each.read("bills").stream().map(StoredRecord::timestampMs).toList();

        assertThat(rest).noneMatch(confirmed::contains);
        assertThat(rest).noneMatch(billed::contains);
        assertThat(billed).doesNotHaveDuplicates();
    }

    private AppendOutcome commit(List<PartitionBatch> sends, Acknowledgement... acknowledgements) {
        return fixture.await(append(sends, List.of(acknowledgements)));
    }

    private CompletableFuture<AppendOutcome> append(
            List<PartitionBatch> sends, List<Acknowledgement> acknowledgements) {
        return fixture.groups
                .append(sends, acknowledgements, Durability.DURABLE)
                .toCompletableFuture();
    }

    private static Throwable reason(AppendOutcome outcome) {
        return ((Refused) outcome).reason();
    }

    private static PartitionBatch bill(int sequence) {
        return new PartitionBatch(
                BILLS,
                new RecordBatchBuilder(100)
                        .producer(9, (short) 0, sequence)
                        .append(sequence, RecordContent.of(LogRecord.ofText(1, null, "bill " + sequence)))
                        .build());
    }

    private static PartitionBatch anonymousBill(int order) {
        return new PartitionBatch(
                BILLS,
                new RecordBatchBuilder(100)
                        .append(order, RecordContent.of(LogRecord.ofText(1, null, "bill")))
                        .build());
    }
}
