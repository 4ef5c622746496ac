package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.counts;
import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Members that lose their connection or their server. */
final class ResumeTest {
    private static final Duration HALF_THE_WINDOW =
            GroupsFixture.CONFIG.resumeWindow().dividedBy(2);
    private static final Duration THE_WINDOW = GroupsFixture.CONFIG.resumeWindow();

    private final GroupsFixture fixture = new GroupsFixture();
    private final SharedGroup queue = fixture.create("queue");
    private final GroupMember alice = fixture.await(queue.attach());

    @Test
    void keepsWhatItHoldsOverAnInterruption() {
        fixture.send(4);
        List<RecordId> taken = ids(fixture.acquire(alice, 3));
        GroupMember bob = fixture.await(queue.attach());

        alice.disconnect();
        fixture.pass(HALF_THE_WINDOW);
        assertThat(offsets(fixture.acquire(bob, 5))).containsExactly(3L);
        GroupMember back = fixture.await(queue.resume(alice.id(), taken.subList(0, 2)));

        assertThat(back.standing()).isEqualTo(Standing.HOLDS);
        assertThat(back.id()).isEqualTo(alice.id());
        assertThat(fixture.acquire(bob, 5))
                .extracting(each -> each.id().offset())
                .containsExactly(2L);
        fixture.await(back.acknowledge(taken.subList(0, 2)));
        assertThat(queue.lowestUnsettled(0)).isEqualTo(2);
    }

    @Test
    void theHandleFromBeforeIsVoid() {
        alice.disconnect();
        fixture.await(queue.resume(alice.id(), List.of()));
        fixture.send(1);

        assertThat(fixture.acquire(alice, 1)).isEmpty();
        assertThatThrownBy(() -> fixture.await(alice.acknowledge(List.of())))
                .hasCauseInstanceOf(MemberFencedException.class);
    }

    @Test
    void fencesAMemberThatStaysAwayAndRedeliversWhatItHeld() {
        fixture.send(2);
        fixture.acquire(alice, 2);
        GroupMember bob = fixture.await(queue.attach());

        alice.disconnect();
        fixture.pass(THE_WINDOW);

        List<AcquiredRecord> again = fixture.acquire(bob, 2);
        assertThat(offsets(again)).containsExactly(0L, 1L);
        assertThat(counts(again)).containsExactly(2, 2);
        GroupMember anew = fixture.await(queue.resume(alice.id(), ids(again)));
        assertThat(anew.standing()).isEqualTo(Standing.STARTED_ANEW);
        assertThat(anew.id()).isNotEqualTo(alice.id());
        assertThat(queue.inFlight()).isEqualTo(2);
    }

    @Test
    void anAcknowledgementOnTheWayOutlivesItsMember() {
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));

        alice.acknowledge(taken);
        alice.disconnect();
        fixture.pass(THE_WINDOW);

        GroupMember bob = fixture.await(queue.attach());
        assertThat(fixture.acquire(bob, 1)).isEmpty();
        assertThat(queue.lowestUnsettled(0)).isEqualTo(1);
    }

    @Test
    void afterARestartNobodyGetsWhatAMemberMayHoldUntilAllHaveResumed() {
        fixture.send(10);
        GroupMember bob = fixture.await(queue.attach());
        List<RecordId> ofAlice = ids(fixture.acquire(alice, 3));
        List<RecordId> ofBob = ids(fixture.acquire(bob, 3));

        fixture.crash();
        SharedGroup again = fixture.group("queue");
        GroupMember aliceAgain = fixture.await(again.resume(alice.id(), ofAlice.subList(0, 2)));
        assertThat(fixture.acquire(aliceAgain, 20)).isEmpty();
        GroupMember bobAgain = fixture.await(again.resume(bob.id(), ofBob));
        List<AcquiredRecord> rest = fixture.acquire(aliceAgain, 20);

        assertThat(offsets(rest)).containsExactly(2L, 6L, 7L, 8L, 9L);
        assertThat(counts(rest)).containsOnly(1);
        fixture.await(bobAgain.acknowledge(ofBob));
        fixture.await(aliceAgain.acknowledge(ofAlice.subList(0, 2)));
        assertThat(again.lowestUnsettled(0)).isEqualTo(2);
    }

    @Test
    void afterARestartWhatAFencedMemberMayHaveSeenIsRedelivered() {
        fixture.send(4);
        GroupMember bob = fixture.await(queue.attach());
        List<RecordId> ofAlice = ids(fixture.acquire(alice, 2));
        fixture.acquire(bob, 1);

        fixture.crash();
        SharedGroup again = fixture.group("queue");
        GroupMember aliceAgain = fixture.await(again.resume(alice.id(), ofAlice));
        fixture.pass(HALF_THE_WINDOW);
        assertThat(fixture.acquire(aliceAgain, 9)).isEmpty();
        fixture.pass(THE_WINDOW);

        List<AcquiredRecord> rest = fixture.acquire(aliceAgain, 9);
        assertThat(offsets(rest)).containsExactly(2L, 3L);
        assertThat(counts(rest).get(0)).isEqualTo(2);
        assertThat(again.members()).isEqualTo(1);
    }

    @Test
    void acknowledgementsThatWereConfirmedAreNeverUndone() {
        fixture.send(3);
        List<RecordId> taken = ids(fixture.acquire(alice, 3));
        fixture.await(alice.acknowledge(taken.subList(0, 2)));

        fixture.crash();
        GroupMember back = fixture.await(fixture.group("queue").resume(alice.id(), taken));
        fixture.await(back.acknowledge(taken));

        assertThat(fixture.group("queue").lowestUnsettled(0)).isEqualTo(3);
        assertThat(fixture.acquire(back, 5)).isEmpty();
    }

    @Test
    void nothingIsWithheldWhenNothingCanBeInFlight() {
        fixture.send(2);
        fixture.await(alice.acknowledge(ids(fixture.acquire(alice, 2))));

        fixture.crash();
        fixture.send(1);
        GroupMember bob = fixture.await(fixture.group("queue").attach());

        assertThat(offsets(fixture.acquire(bob, 1))).containsExactly(2L);
    }

    @Test
    void aMemberThatLeftIsNotAwaited() {
        fixture.send(2);
        fixture.acquire(alice, 2);
        fixture.await(alice.leave());

        fixture.crash();
        GroupMember bob = fixture.await(fixture.group("queue").attach());

        List<AcquiredRecord> again = fixture.acquire(bob, 2);
        assertThat(offsets(again)).containsExactly(0L, 1L);
        assertThat(counts(again)).containsExactly(1, 1);
    }

    @Test
    void whatWasReleasedAfterARestartGoesBackInOrder() {
        fixture.send(5);
        List<RecordId> taken = ids(fixture.acquire(alice, 3));

        fixture.crash();
        GroupMember back = fixture.await(fixture.group("queue").resume(alice.id(), taken));
        fixture.await(back.release(taken.subList(1, 2), Seen.NOT_SEEN));

        assertThat(offsets(fixture.acquire(back, 5))).containsExactly(1L, 3L, 4L);
    }

    @Test
    void aGroupThatLivesWithItsMembersSurvivesARestartItsMemberComesBackFrom() {
        SharedGroup plain = fixture.create("plain", new GroupStart.Latest(), GroupLifetime.WITH_ITS_MEMBERS);
        GroupMember subscriber = fixture.await(plain.attach());
        fixture.send(1);

        fixture.crash();
        Optional<SharedGroup> found = fixture.groups.groupOf(subscriber.id());
        GroupMember back = fixture.await(found.orElseThrow().resume(subscriber.id(), List.of()));

        assertThat(offsets(fixture.acquire(back, 1))).containsExactly(0L);
    }

    @Test
    void aGroupThatLivesWithItsMembersEndsWithTheLast() {
        SharedGroup plain = fixture.create("plain", new GroupStart.Latest(), GroupLifetime.WITH_ITS_MEMBERS);
        GroupMember subscriber = fixture.await(plain.attach());

        fixture.crash();
        fixture.pass(THE_WINDOW);

        assertThat(fixture.groups.find("plain")).isEmpty();
        assertThat(fixture.groups.groupOf(subscriber.id())).isEmpty();
        fixture.crash();
        assertThat(fixture.groups.find("plain")).isEmpty();
    }

    @Test
    void whoHasNeverBeenStartsAnew() {
        GroupMember stranger = fixture.await(queue.resume(new UUID(1, 2), List.of(new RecordId(0, 0, 0))));

        assertThat(stranger.standing()).isEqualTo(Standing.STARTED_ANEW);
        assertThat(queue.inFlight()).isZero();
    }

    @Test
    void anAcknowledgementOnTheWayStaysOneThoughItsMemberResumesWithoutNamingIt() {
        fixture.send(1);
        alice.acknowledge(ids(fixture.acquire(alice, 1)));

        alice.disconnect();
        GroupMember back =
                queue.resume(alice.id(), List.of()).toCompletableFuture().join();

        assertThat(fixture.acquire(back, 1)).isEmpty();
        assertThat(queue.lowestUnsettled(0)).isEqualTo(1);
    }
}
