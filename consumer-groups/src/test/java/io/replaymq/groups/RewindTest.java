package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.ORDERS;
import static io.replaymq.groups.GroupsFixture.counts;
import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A rewind begins a new generation: what was settled is delivered again, what was in flight is forgotten. */
final class RewindTest {
    private static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);

    private final GroupsFixture fixture = new GroupsFixture();
    private final SharedGroup queue = fixture.create("queue");
    private final GroupMember alice = fixture.await(queue.attach());

    @Test
    void deliversEverythingAgainFromTheStart() {
        fixture.send(4);
        List<AcquiredRecord> first = fixture.acquire(alice, 3);
        fixture.await(alice.acknowledge(ids(first).subList(0, 2)));

        fixture.await(queue.rewind(new GroupStart.Earliest()));
        List<AcquiredRecord> again = fixture.acquire(alice, 9);

        assertThat(offsets(again)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(counts(again)).containsOnly(1);
        assertThat(again).allMatch(each -> each.id().generation() == 1);
        assertThat(fixture.await(queue.backlog())).isEqualTo(4);
    }

    @Test
    void idsOfTheOldGenerationAreVoid() {
        fixture.send(2);
        List<RecordId> old = ids(fixture.acquire(alice, 2));

        fixture.await(queue.rewind(new GroupStart.Earliest()));
        fixture.await(alice.acknowledge(old));
        fixture.await(alice.release(old, Seen.BY_APPLICATION));

        assertThat(queue.lowestUnsettled(0)).isZero();
        assertThat(counts(fixture.acquire(alice, 2))).containsExactly(1, 1);
    }

    @Test
    void anAcknowledgementOnTheWayIsAnsweredAndChangesNothing() {
        fixture.send(3);
        List<RecordId> taken = ids(fixture.acquire(alice, 3));

        CompletableFuture<Void> before = alice.acknowledge(taken.subList(0, 1)).toCompletableFuture();
        CompletableFuture<Void> rewound =
                queue.rewind(new GroupStart.Earliest()).toCompletableFuture();
        CompletableFuture<Void> after = alice.acknowledge(taken.subList(1, 3)).toCompletableFuture();
        fixture.settle();

        assertThat(List.of(before, rewound, after)).allMatch(CompletableFuture::isDone);
        assertThat(queue.inFlight()).isZero();
        assertThat(offsets(fixture.acquire(alice, 9))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void skipsForwardToTheEnd() {
        fixture.send(3);

        fixture.await(queue.rewind(new GroupStart.Latest()));
        fixture.send(1);

        assertThat(offsets(fixture.acquire(alice, 9))).containsExactly(3L);
        assertThat(fixture.await(queue.backlog())).isEqualTo(1);
    }

    @Test
    void goesToTheFirstMessageAtOrAfterATime() {
        fixture.send(4); // at 1,000 ms and each one later

        fixture.await(queue.rewind(new GroupStart.AtTime(1_002)));

        assertThat(offsets(fixture.acquire(alice, 9))).containsExactly(2L, 3L);
    }

    @Test
    void setsOnePartitionBackAndLeavesTheOthers() {
        GroupsFixture two = new GroupsFixture(GroupsFixture.CONFIG, 2);
        SharedGroup group = two.create("queue");
        GroupMember member = two.await(group.attach());
        two.send(ORDERS, 2);
        two.send(ORDERS_1, 2);
        two.await(member.acknowledge(ids(two.acquire(member, 4))));

        two.await(group.rewind(new GroupStart.AtOffset(1, 1)));

        assertThat(ids(two.acquire(member, 9))).containsExactly(new RecordId(1, 1, 1));
        assertThat(group.lowestUnsettled(0)).isEqualTo(2);
    }

    @Test
    void isStillRewoundAfterARestart() {
        fixture.send(3);
        fixture.await(alice.acknowledge(ids(fixture.acquire(alice, 3))));
        fixture.await(queue.rewind(new GroupStart.AtOffset(0, 1)));
        List<RecordId> taken = ids(fixture.acquire(alice, 1));
        fixture.await(alice.acknowledge(taken));

        fixture.crash();
        GroupMember back = fixture.await(fixture.group("queue").resume(alice.id(), List.of()));

        assertThat(ids(fixture.acquire(back, 9))).containsExactly(new RecordId(0, 2, 1));
    }

    @Test
    void endsTheWaitingForMembersThatMayHoldTheOldGeneration() {
        fixture.send(3);
        GroupMember bob = fixture.await(queue.attach());
        List<RecordId> taken = ids(fixture.acquire(alice, 2));

        fixture.crash();
        SharedGroup again = fixture.group("queue");
        GroupMember back = fixture.await(again.resume(alice.id(), taken));
        fixture.await(again.rewind(new GroupStart.Earliest()));
        List<AcquiredRecord> fresh = fixture.acquire(back, 9);
        fixture.pass(GroupsFixture.CONFIG.resumeWindow());

        assertThat(offsets(fresh)).containsExactly(0L, 1L, 2L);
        assertThat(again.inFlight()).isEqualTo(3);
        assertThat(fixture.groups.groupOf(bob.id())).isEmpty();
        assertThat(fixture.acquire(back, 9)).isEmpty();
    }

    @Test
    void refusesWhatIsNotInTheLog() {
        fixture.send(2);

        assertThatThrownBy(() -> fixture.await(queue.rewind(new GroupStart.AtOffset(0, 3))))
                .hasCauseInstanceOf(OffsetOutOfRangeException.class)
                .hasMessageContaining("offset 3, expected 0 to 2");
        assertThatThrownBy(() -> fixture.await(queue.rewind(new GroupStart.AtOffset(1, 0))))
                .hasCauseInstanceOf(UnknownTopicException.class);
    }
}
