package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.ORDERS;
import static io.replaymq.groups.GroupsFixture.counts;
import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What members get, in which order, and what becomes of it. */
final class DeliveryTest {
    private final GroupsFixture fixture = new GroupsFixture();
    private final SharedGroup queue = fixture.create("queue");
    private final GroupMember alice = fixture.await(queue.attach());
    private final GroupMember bob = fixture.await(queue.attach());

    @Test
    void sharesTheMessagesInOrder() {
        fixture.send(6);

        assertThat(offsets(fixture.acquire(alice, 2))).containsExactly(0L, 1L);
        assertThat(offsets(fixture.acquire(bob, 3))).containsExactly(2L, 3L, 4L);
        assertThat(offsets(fixture.acquire(alice, 9))).containsExactly(5L);
        assertThat(queue.inFlight()).isEqualTo(6);
    }

    @Test
    void tellsWhenThereIsMoreToAcquire() {
        int[] calls = new int[1];
        queue.onAcquirable(() -> calls[0]++);
        assertThat(fixture.acquire(alice, 1)).isEmpty();

        fixture.send(1);

        assertThat(calls[0]).isPositive();
        assertThat(alice.acquire(1)).hasSize(1);
    }

    @Test
    void settlesWhatIsAcknowledged() {
        fixture.send(5);
        List<AcquiredRecord> taken = fixture.acquire(alice, 5);

        fixture.await(alice.acknowledge(
                List.of(taken.get(0).id(), taken.get(1).id(), taken.get(3).id())));

        assertThat(queue.lowestUnsettled(0)).isEqualTo(2);
        assertThat(fixture.await(queue.backlog())).isEqualTo(2);
        assertThat(queue.inFlight()).isEqualTo(2);
    }

    @Test
    void putsEverythingThatCameDuringAnAppendIntoTheNext() {
        fixture.send(4);
        List<RecordId> ids = ids(fixture.acquire(alice, 4));
        long before = fixture.log.readableEnd(GroupsFixture.GROUPS);

        List<CompletableFuture<Void>> acknowledged = ids.stream()
                .map(id -> alice.acknowledge(List.of(id)).toCompletableFuture())
                .toList();
        fixture.settle();

        assertThat(acknowledged).allMatch(CompletableFuture::isDone);
        assertThat(fixture.log.readableEnd(GroupsFixture.GROUPS)).isEqualTo(before + 1);
    }

    @Test
    void acknowledgingAgainOrWhatAnotherHoldsChangesNothing() {
        fixture.send(2);
        List<RecordId> ofAlice = ids(fixture.acquire(alice, 1));
        List<RecordId> ofBob = ids(fixture.acquire(bob, 1));

        fixture.await(alice.acknowledge(ofAlice));
        fixture.await(alice.acknowledge(ofAlice));
        fixture.await(alice.acknowledge(ofBob));
        fixture.await(alice.acknowledge(List.of(new RecordId(7, 1, 0), new RecordId(0, 99, 0))));

        assertThat(fixture.await(queue.backlog())).isEqualTo(1);
        assertThat(queue.lowestUnsettled(0)).isEqualTo(1);
    }

    @Test
    void givesBackInOrderWithoutCountingWhatWasNotSeen() {
        fixture.send(4);
        List<AcquiredRecord> taken = fixture.acquire(alice, 3);

        fixture.await(alice.release(List.of(taken.get(2).id(), taken.get(0).id()), Seen.NOT_SEEN));
        List<AcquiredRecord> again = fixture.acquire(bob, 4);

        assertThat(offsets(again)).containsExactly(0L, 2L, 3L);
        assertThat(counts(again)).containsExactly(1, 1, 1);
        assertThat(again.get(0).record().content())
                .isEqualTo(taken.get(0).record().content());
    }

    @Test
    void countsWhatTheApplicationSaw() {
        fixture.send(2);
        List<AcquiredRecord> taken = fixture.acquire(alice, 1);

        fixture.await(alice.release(ids(taken), Seen.BY_APPLICATION));
        List<AcquiredRecord> again = fixture.acquire(bob, 2);

        assertThat(offsets(again)).containsExactly(0L, 1L);
        assertThat(counts(again)).containsExactly(2, 1);
    }

    @Test
    void keepsDeliveryCountsOverARestart() {
        fixture.send(1);
        fixture.await(alice.release(ids(fixture.acquire(alice, 1)), Seen.BY_APPLICATION));
        fixture.await(bob.release(ids(fixture.acquire(bob, 1)), Seen.BY_APPLICATION));
        fixture.await(alice.leave());
        fixture.await(bob.leave());

        fixture.crash();

        GroupMember carol = fixture.await(fixture.group("queue").attach());
        assertThat(counts(fixture.acquire(carol, 1))).containsExactly(3);
    }

    @Test
    void aMemberThatHoldsOneMessageBlocksNobody() {
        fixture.send(5_000);
        fixture.acquire(alice, 1);

        List<AcquiredRecord> rest = fixture.acquire(bob, 4_999);
        fixture.await(bob.acknowledge(ids(rest)));

        assertThat(offsets(rest))
                .containsExactlyElementsOf(LongStream.range(1, 5_000).boxed().toList());
        assertThat(queue.lowestUnsettled(0)).isZero();
        assertThat(fixture.await(queue.backlog())).isEqualTo(1);
        fixture.await(alice.leave());
        assertThat(offsets(fixture.acquire(bob, 10))).containsExactly(0L);
    }

    @Test
    void countsHolesAsSettledAndDepthInMessages() {
        fixture.send(2);
        fixture.log.skipTo(ORDERS, 4_000);
        fixture.send(1);
        assertThat(fixture.await(queue.backlog())).isEqualTo(3);

        List<AcquiredRecord> taken = fixture.acquire(alice, 3);
        fixture.await(alice.acknowledge(ids(taken)));

        assertThat(offsets(taken)).containsExactly(0L, 1L, 4_000L);
        assertThat(queue.lowestUnsettled(0)).isEqualTo(4_001);
        assertThat(fixture.await(queue.backlog())).isZero();
    }

    @Test
    void readsPartitionsInTurnEachInOrder() {
        GroupsFixture two = new GroupsFixture(GroupsFixture.CONFIG, 2);
        GroupMember member = two.await(two.create("queue").attach());
        two.send(new TopicPartition("orders", 1), 2);
        two.send(ORDERS, 2);

        List<AcquiredRecord> taken = two.acquire(member, 4);
        two.await(member.acknowledge(ids(taken)));

        assertThat(taken).hasSize(4);
        for (int partition = 0; partition < 2; partition++) {
            int of = partition;
            assertThat(taken.stream()
                            .filter(each -> each.id().partition() == of)
                            .map(each -> each.id().offset()))
                    .containsExactly(0L, 1L);
            assertThat(two.group("queue").lowestUnsettled(partition)).isEqualTo(2);
        }
    }

    @Test
    void aLatestGroupGetsWhatIsSentAfterItWasCreated() {
        fixture.send(3);
        SharedGroup latest = fixture.create("latest", new GroupStart.Latest(), GroupLifetime.UNTIL_DELETED);
        GroupMember member = fixture.await(latest.attach());
        fixture.send(1);

        assertThat(offsets(fixture.acquire(member, 5))).containsExactly(3L);
    }

    @Test
    void repeatsWhatTheLogHadNoRoomFor() {
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));
        fixture.log.refuseAppends(new BackpressureException("full"));
        CompletableFuture<Void> acknowledged = alice.acknowledge(taken).toCompletableFuture();
        fixture.settle();
        assertThat(acknowledged).isNotDone();

        fixture.log.refuseAppends(null);
        fixture.pass(Duration.ofMillis(1));

        assertThat(acknowledged).isCompleted();
    }

    @Test
    void leavesOneFetchWaitingHoweverManyGroupsComeAndGo() {
        for (int i = 0; i < 50; i++) {
            SharedGroup group =
                    fixture.create("temporary " + i, new GroupStart.Latest(), GroupLifetime.WITH_ITS_MEMBERS);
            fixture.await(fixture.await(group.attach()).leave());
        }

        assertThat(fixture.groups.list()).containsExactly(queue);
        assertThat(fixture.log.waitingFetches(ORDERS)).isEqualTo(1);
    }

    @Test
    void nothingOvertakesWhatIsBeingReadAgain() {
        fixture.send(4);
        List<AcquiredRecord> taken = fixture.acquire(alice, 2);

        alice.release(List.of(taken.get(0).id()), Seen.NOT_SEEN);

        assertThat(bob.acquire(4)).isEmpty();
        fixture.settle();
        assertThat(offsets(bob.acquire(4))).containsExactly(0L, 2L, 3L);
    }

    @Test
    void deliversNothingThatTheRecordsDoNotKnowMayHaveBeenDelivered() {
        fixture.send(600);
        GroupMember member = fixture.await(fixture.create("another").attach());
        fixture.log.refuseAppends(new BackpressureException("full"));

        assertThat(fixture.acquire(member, 600)).hasSize(512);

        fixture.log.refuseAppends(null);
        fixture.pass(Duration.ofMillis(1));
        assertThat(fixture.acquire(member, 600)).hasSize(88);
    }
}
