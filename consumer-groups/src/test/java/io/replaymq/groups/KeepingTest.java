package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.counts;
import static io.replaymq.groups.GroupsFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.Handover;
import io.replaymq.groups.api.KeepingEnd;
import io.replaymq.groups.api.Kept;
import io.replaymq.groups.api.NotHeldException;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that pass to a keeper are in nobody's way and nobody's reach until their end, over crashes too. */
class KeepingTest {
    private static final TopicPartition BRANCHES = new TopicPartition("branches", 0);
    private static final UUID KEEPER = new UUID(1, 2);

    private final GroupsFixture fixture = new GroupsFixture();

    @BeforeEach
    void createTopic() {
        fixture.await(fixture.log.createTopic("branches", TopicConfig.DEFAULTS));
    }

    private static List<PartitionBatch> note(String text) {
        return List.of(new PartitionBatch(BRANCHES, RecordBatchBuilder.of(List.of(LogRecord.ofText(1, null, text)))));
    }

    private static List<RecordId> ids(List<AcquiredRecord> records) {
        return records.stream().map(AcquiredRecord::id).toList();
    }

    private AppendOutcome handOver(GroupMember from, List<AcquiredRecord> records) {
        return fixture.await(fixture.groups.handOver(
                note("prepared"), List.of(new Handover(from, ids(records), KEEPER)), Durability.DURABLE));
    }

    private AppendOutcome end(List<RecordId> ids, KeepingEnd how) {
        return fixture.await(
                fixture.groups.endKeeping(note("ended"), List.of(new Kept(KEEPER, ids)), how, Durability.DURABLE));
    }

    private void crashAndKeepAgain(List<RecordId> ids) {
        fixture.crash();
        fixture.groups.keepAgain(List.of(new Kept(KEEPER, ids)));
        fixture.settle();
    }

    @Test
    void whatIsKeptStaysSoThoughItsMemberLeavesAndTimePasses() {
        SharedGroup group = fixture.create("queue");
        fixture.send(5);
        GroupMember first = fixture.await(group.attach());
        List<AcquiredRecord> taken = fixture.acquire(first, 2);

        assertThat(handOver(first, taken)).isInstanceOf(AppendOutcome.Committed.class);
        fixture.await(first.acknowledge(ids(taken))); // not its own any more
        fixture.await(first.leave());
        fixture.pass(Duration.ofHours(1));

        GroupMember next = fixture.await(group.attach());
        assertThat(offsets(fixture.acquire(next, 10))).containsExactly(2L, 3L, 4L);
        assertThat(group.members()).isEqualTo(1);
        assertThat(fixture.await(group.backlog())).isEqualTo(5);
        end(ids(taken), KeepingEnd.SETTLE);
        assertThat(fixture.await(group.backlog())).isEqualTo(3);
    }

    @Test
    void whatIsGivenBackIsCountedAndRests() {
        SharedGroup group = fixture.create(
                "queue", GroupSettings.DEFAULTS.withRedelivery(RedeliveryPolicy.after(Duration.ofSeconds(10))));
        fixture.send(3);
        GroupMember member = fixture.await(group.attach());
        List<AcquiredRecord> taken = fixture.acquire(member, 2);
        handOver(member, taken);

        end(ids(taken), KeepingEnd.GIVE_BACK);

        assertThat(offsets(fixture.acquire(member, 10))).containsExactly(2L);
        fixture.pass(Duration.ofSeconds(11));
        List<AcquiredRecord> again = fixture.acquire(member, 10);
        assertThat(offsets(again)).containsExactly(0L, 1L);
        assertThat(counts(again)).containsExactly(2, 2);
    }

    @Test
    void whatWasDeliveredOftenEnoughIsGivenUp() {
        SharedGroup group = fixture.create("queue", GroupSettings.DEFAULTS.withDeliveryLimit(1));
        fixture.send(1);
        GroupMember member = fixture.await(group.attach());
        List<AcquiredRecord> taken = fixture.acquire(member, 1);
        handOver(member, taken);

        end(ids(taken), KeepingEnd.GIVE_BACK);
        fixture.settle();

        assertThat(fixture.acquire(member, 1)).isEmpty();
        assertThat(fixture.await(group.backlog())).isZero();
    }

    @Test
    void aKeeperHoldsItsMessagesOverCrashes() {
        fixture.create("queue");
        fixture.send(4);
        GroupMember member = fixture.await(fixture.group("queue").attach());
        List<AcquiredRecord> taken = fixture.acquire(member, 2);
        handOver(member, taken);
        fixture.await(member.leave());

        crashAndKeepAgain(ids(taken));

        GroupMember next = fixture.await(fixture.group("queue").attach());
        assertThat(offsets(fixture.acquire(next, 10))).containsExactly(2L, 3L);
        crashAndKeepAgain(ids(taken));
        end(ids(taken), KeepingEnd.GIVE_BACK);
        fixture.crash();
        fixture.pass(Duration.ofMinutes(1));
        GroupMember last = fixture.await(fixture.group("queue").attach());
        assertThat(offsets(fixture.acquire(last, 10))).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void aKeeperDoesNotEndTheWaitForMembers() {
        fixture.create("queue");
        fixture.send(4);
        GroupMember member = fixture.await(fixture.group("queue").attach());
        List<AcquiredRecord> taken = fixture.acquire(member, 2);
        List<AcquiredRecord> held = fixture.acquire(member, 1);
        handOver(member, taken);

        crashAndKeepAgain(ids(taken));

        GroupMember other = fixture.await(fixture.group("queue").attach());
        assertThat(fixture.acquire(other, 10)).isEmpty();
        fixture.await(fixture.group("queue").resume(member.id(), ids(held)));
        assertThat(offsets(fixture.acquire(other, 10))).containsExactly(3L);
    }

    @Test
    void aRefusedHandoverLeavesEverythingAsItWas() {
        SharedGroup group = fixture.create("queue");
        fixture.send(2);
        GroupMember member = fixture.await(group.attach());
        List<AcquiredRecord> taken = fixture.acquire(member, 2);
        fixture.log.refuseAppends(new BackpressureException("no room"));

        assertThat(handOver(member, taken)).isInstanceOf(AppendOutcome.Refused.class);

        fixture.log.refuseAppends(null);
        fixture.await(member.acknowledge(ids(taken)));
        assertThat(fixture.await(group.backlog())).isZero();
        assertThat(handOver(member, taken))
                .isInstanceOfSatisfying(AppendOutcome.Refused.class, refused -> assertThat(refused.reason())
                        .isInstanceOf(NotHeldException.class));
    }

    @Test
    void aRefusedEndLeavesItKept() {
        SharedGroup group = fixture.create("queue");
        fixture.send(1);
        GroupMember member = fixture.await(group.attach());
        List<AcquiredRecord> taken = fixture.acquire(member, 1);
        handOver(member, taken);
        for (KeepingEnd each : KeepingEnd.values()) {
            fixture.log.refuseAppends(new BackpressureException("no room"));
            assertThat(end(ids(taken), each)).isInstanceOf(AppendOutcome.Refused.class);
            fixture.log.refuseAppends(null);
            assertThat(fixture.acquire(member, 1)).isEmpty();
        }

        end(ids(taken), KeepingEnd.SETTLE);
        assertThat(fixture.await(group.backlog())).isZero();
    }

    @Test
    void aMemberThatLeavesDuringTheHandoverTakesNothingWithIt() {
        SharedGroup group = fixture.create("queue");
        fixture.send(1);
        GroupMember member = fixture.await(group.attach());
        List<AcquiredRecord> taken = fixture.acquire(member, 1);
        CompletableFuture<AppendOutcome> handingOver = fixture.groups
                .handOver(note("prepared"), List.of(new Handover(member, ids(taken), KEEPER)), Durability.DURABLE)
                .toCompletableFuture();

        fixture.await(member.leave());

        assertThat(handingOver).isCompletedWithValueMatching(AppendOutcome.Committed.class::isInstance);
        assertThat(fixture.acquire(fixture.await(group.attach()), 1)).isEmpty();
    }

    @Test
    void aRewindOrTheEndOfTheGroupEndsKeeping() {
        SharedGroup group = fixture.create("queue");
        fixture.send(2);
        GroupMember member = fixture.await(group.attach());
        List<AcquiredRecord> taken = fixture.acquire(member, 2);
        handOver(member, taken);

        fixture.await(group.rewind(new GroupStart.Earliest()));

        assertThat(offsets(fixture.acquire(member, 2))).containsExactly(0L, 1L);
        assertThat(end(ids(taken), KeepingEnd.SETTLE)).isInstanceOf(AppendOutcome.Committed.class);
        assertThat(fixture.await(group.backlog())).isEqualTo(2);
        fixture.await(fixture.groups.delete("queue"));
        assertThat(end(ids(taken), KeepingEnd.SETTLE)).isInstanceOf(AppendOutcome.Committed.class);
    }

    @Test
    void aGroupThatEndsWithItsMembersWaitsForItsKeepers() {
        SharedGroup group = fixture.create("plain", new GroupStart.Earliest(), GroupLifetime.WITH_ITS_MEMBERS);
        fixture.send(1);
        GroupMember member = fixture.await(group.attach());
        List<AcquiredRecord> taken = fixture.acquire(member, 1);
        handOver(member, taken);
        fixture.await(member.leave());
        crashAndKeepAgain(ids(taken));
        assertThat(fixture.groups.find("plain")).isPresent();

        end(ids(taken), KeepingEnd.SETTLE);
        fixture.settle();

        assertThat(fixture.groups.find("plain")).isEmpty();
    }
}
