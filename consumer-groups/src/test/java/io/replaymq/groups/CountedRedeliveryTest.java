package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.counts;
import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.DeadLetter;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SeenRecord;
import io.replaymq.groups.api.SharedGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Messages that a member delivers again itself: each time counts, and the group has its say. */
final class CountedRedeliveryTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String DEAD = "dead";

    private final GroupsFixture fixture = new GroupsFixture();
    private final SharedGroup queue = fixture.create("queue");
    private GroupMember alice = fixture.await(queue.attach());

    @Test
    void whatTheMemberDeliversAgainStaysItsOwnAndCounts() {
        GroupMember bob = fixture.await(queue.attach());
        fixture.send(3);
        List<RecordId> taken = ids(fixture.acquire(alice, 3));

        assertThat(redeliver(taken, 1)).isEqualTo(taken);
        assertThat(redeliver(taken.subList(1, 2), 2)).containsExactly(taken.get(1));

        assertThat(fixture.acquire(bob, 3)).isEmpty();
        fixture.await(alice.leave());
        assertThat(counts(fixture.acquire(bob, 3))).containsExactly(2, 3, 2);
    }

    @Test
    void theAnswerKeepsTheOrderOfTheCall() {
        fixture.send(3);
        List<RecordId> taken = ids(fixture.acquire(alice, 3));
        List<RecordId> backwards = List.of(taken.get(2), taken.get(0), taken.get(1));

        assertThat(redeliver(backwards, 1)).isEqualTo(backwards);
    }

    @Test
    void aCallThatIsRepeatedCountsOnce() {
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));

        CompletableFuture<List<RecordId>> first =
                alice.redeliver(seen(taken, 1)).toCompletableFuture();
        assertThat(redeliver(taken, 1)).isEqualTo(taken);
        assertThat(first).isCompleted();
        alice = fixture.await(queue.resume(alice.id(), taken, MemberOptions.DEFAULTS));
        assertThat(redeliver(taken, 1)).isEqualTo(taken);

        fixture.await(alice.leave());
        assertThat(counts(fixture.acquire(fixture.await(queue.attach()), 1))).containsExactly(2);
    }

    @Test
    void isCountedOnceOverARestartWhetherOrNotItWasCountedBefore() {
        fixture.send(2);
        List<RecordId> taken = ids(fixture.acquire(alice, 2));
        redeliver(taken.subList(0, 1), 1);

        fixture.crash();
        SharedGroup again = fixture.group("queue");
        alice = fixture.await(again.resume(alice.id(), taken, MemberOptions.DEFAULTS));
        assertThat(redeliver(taken, 1)).isEqualTo(taken);

        fixture.await(alice.leave());
        assertThat(counts(fixture.acquire(fixture.await(again.attach()), 2))).containsExactly(2, 2);
    }

    @Test
    void whatHasReachedTheLimitIsGivenUp() {
        fixture.await(queue.alter(GroupSettings.DEFAULTS.withDeliveryLimit(2).withDeadLetterTopic(DEAD)));
        fixture.send(2);
        List<RecordId> taken = ids(fixture.acquire(alice, 2));
        assertThat(redeliver(taken.subList(0, 1), 1)).containsExactly(taken.get(0));

        List<SeenRecord> both = List.of(new SeenRecord(taken.get(0), 2), new SeenRecord(taken.get(1), 1));
        assertThat(fixture.await(alice.redeliver(both))).containsExactly(taken.get(1));
        assertThat(fixture.await(alice.redeliver(both)))
                .as("the same call again")
                .containsExactly(taken.get(1));

        assertThat(fixture.read(DEAD)).singleElement().satisfies(each -> assertThat(DeadLetter.in(each.content()))
                .hasValueSatisfying(letter -> {
                    assertThat(letter.offset()).isZero();
                    assertThat(letter.reason()).isEqualTo(DeadLetter.DELIVERY_LIMIT);
                    assertThat(letter.deliveries()).isEqualTo(2);
                }));
        assertThat(queue.lowestUnsettled(0)).isEqualTo(1);
        fixture.await(alice.acknowledge(taken));
        assertThat(queue.lowestUnsettled(0)).isEqualTo(2);
    }

    @Test
    void whatIsToRestIsNotTheMembersAnyMore() {
        fixture.await(queue.alter(GroupSettings.DEFAULTS.withRedelivery(RedeliveryPolicy.after(SECOND))));
        GroupMember bob = fixture.await(queue.attach());
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));

        assertThat(redeliver(taken, 1)).isEmpty();

        fixture.await(alice.acknowledge(taken));
        assertThat(fixture.acquire(bob, 1)).isEmpty();
        fixture.pass(SECOND);
        assertThat(counts(fixture.acquire(bob, 1))).containsExactly(2);
        assertThat(redeliver(taken, 1)).as("the same call again").isEmpty();
    }

    @Test
    void aRepetitionAfterARestartIsJudgedAsTheFirstCall() {
        fixture.await(queue.alter(GroupSettings.DEFAULTS.withRedelivery(RedeliveryPolicy.after(SECOND))));
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));
        redeliver(taken, 1);

        fixture.crash();
        alice = fixture.await(fixture.group("queue").resume(alice.id(), taken, MemberOptions.DEFAULTS));
        assertThat(redeliver(taken, 1)).isEmpty();

        assertThat(fixture.acquire(alice, 1)).isEmpty();
        fixture.pass(SECOND);
        assertThat(counts(fixture.acquire(alice, 1))).containsExactly(2);
    }

    @Test
    void whatIsGivenBackWhileItsCountIsOnTheWayKeepsTheCount() {
        fixture.send(3);
        List<RecordId> taken = ids(fixture.acquire(alice, 3));
        fixture.settle();
        alice.acknowledge(taken.subList(2, 3));
        fixture.step(); // its append has begun, so that the count goes into the next one

        alice.redeliver(seen(taken.subList(0, 2), 1));
        alice.release(taken.subList(0, 2), Seen.NOT_SEEN);

        List<AcquiredRecord> again = new ArrayList<>();
        while (fixture.hasSteps()) {
            fixture.step();
            again.addAll(alice.acquire(2));
        }
        assertThat(offsets(again)).containsExactly(0L, 1L);
        assertThat(counts(again)).containsExactly(2, 2);
    }

    @Test
    void aFencedMemberCountsOnceMore() {
        fixture.send(1);
        redeliver(ids(fixture.acquire(alice, 1)), 1);

        alice.disconnect();
        fixture.pass(GroupsFixture.CONFIG.resumeWindow());

        assertThat(counts(fixture.acquire(fixture.await(queue.attach()), 1))).containsExactly(3);
    }

    @Test
    void passesOverWhatTheMemberDoesNotHold() {
        GroupMember bob = fixture.await(queue.attach());
        fixture.send(3);
        List<RecordId> ofAlice = ids(fixture.acquire(alice, 2));
        List<RecordId> ofBob = ids(fixture.acquire(bob, 1));
        fixture.await(alice.acknowledge(ofAlice.subList(0, 1)));

        List<RecordId> named =
                List.of(ofAlice.get(0), ofAlice.get(1), ofBob.get(0), new RecordId(7, 0, 0), new RecordId(0, 99, 0));
        assertThat(redeliver(named, 1)).containsExactly(ofAlice.get(1));

        fixture.await(queue.rewind(new GroupStart.Earliest()));
        assertThat(redeliver(ofAlice, 2)).isEmpty();
        assertThat(counts(fixture.acquire(bob, 3))).containsExactly(1, 1, 1);
        fixture.await(alice.leave());
        assertThatThrownBy(() -> redeliver(ofAlice, 1)).hasCauseInstanceOf(MemberFencedException.class);
    }

    @Test
    void aCountThatNobodyWasToldIsNotBelieved() {
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));

        redeliver(taken, Integer.MAX_VALUE);

        fixture.await(alice.leave());
        assertThat(counts(fixture.acquire(fixture.await(queue.attach()), 1))).containsExactly(2);
        assertThatThrownBy(() -> new SeenRecord(taken.get(0), 0))
                .hasMessageContaining("deliveryCount=0")
                .hasMessageContaining("expected 1 or more");
    }

    @Test
    void theTimeToHoldAMessageBeginsAnew() {
        fixture.await(queue.alter(GroupSettings.DEFAULTS.withAcquisitionTimeout(SECOND)));
        GroupMember bob = fixture.await(queue.attach());
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));
        fixture.pass(SECOND.minusMillis(1));

        redeliver(taken, 1);
        fixture.pass(SECOND.minusMillis(1));
        assertThat(fixture.acquire(bob, 1)).isEmpty();
        fixture.pass(Duration.ofMillis(1));

        assertThat(counts(fixture.acquire(bob, 1))).containsExactly(3);
    }

    private List<RecordId> redeliver(List<RecordId> ids, int deliveryCount) {
        return fixture.await(alice.redeliver(seen(ids, deliveryCount)));
    }

    private static List<SeenRecord> seen(List<RecordId> ids, int deliveryCount) {
        return ids.stream().map(each -> new SeenRecord(each, deliveryCount)).toList();
    }
}
