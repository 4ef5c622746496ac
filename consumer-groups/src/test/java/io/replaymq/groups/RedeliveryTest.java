package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.counts;
import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Messages that are given back: when they come again, and for how long they may be held. */
final class RedeliveryTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final GroupSettings BACKING_OFF =
            GroupSettings.DEFAULTS.withRedelivery(new RedeliveryPolicy(SECOND, 3, SECOND.multipliedBy(5)));

    private final GroupsFixture fixture = new GroupsFixture();

    @Test
    void aMessageRestsLongerAfterEachDeliveryUpToTheLongestRest() {
        SharedGroup queue = fixture.create("queue", BACKING_OFF);
        GroupMember alice = fixture.await(queue.attach());
        fixture.send(1);

        for (int seconds : List.of(1, 3, 5, 5)) {
            fixture.await(alice.release(ids(fixture.acquire(alice, 1)), Seen.BY_APPLICATION));
            fixture.pass(SECOND.multipliedBy(seconds).minusMillis(1));
            assertThat(fixture.acquire(alice, 1)).isEmpty();
            fixture.pass(Duration.ofMillis(1));
        }

        assertThat(counts(fixture.acquire(alice, 1))).containsExactly(5);
    }

    @Test
    void whatRestsBlocksNobodyAndIsNotSettled() {
        SharedGroup queue = fixture.create("queue");
        GroupMember alice = fixture.await(queue.attach());
        fixture.send(3);

        fixture.await(alice.releaseAfter(ids(fixture.acquire(alice, 1)), Duration.ofHours(1)));
        List<AcquiredRecord> rest = fixture.acquire(alice, 5);
        fixture.await(alice.acknowledge(ids(rest)));

        assertThat(offsets(rest)).containsExactly(1L, 2L);
        assertThat(queue.lowestUnsettled(0)).isZero();
        assertThat(fixture.await(queue.describe()).delayed()).isEqualTo(1);
        assertThat(fixture.await(queue.describe()).backlog()).isEqualTo(1);
        fixture.pass(Duration.ofHours(1));
        assertThat(offsets(fixture.acquire(alice, 5))).containsExactly(0L);
        assertThat(fixture.await(queue.describe()).delayed()).isZero();
    }

    @Test
    void tellsWhenSomethingHasRested() {
        SharedGroup queue = fixture.create("queue");
        GroupMember alice = fixture.await(queue.attach());
        fixture.send(1);
        fixture.await(alice.releaseAfter(ids(fixture.acquire(alice, 1)), SECOND));
        int[] calls = new int[1];
        queue.onAcquirable(() -> calls[0]++);
        assertThat(fixture.acquire(alice, 1)).isEmpty();

        fixture.pass(SECOND);

        assertThat(calls[0]).isPositive();
    }

    @Test
    void restsCountsAndSettingsAreKeptOverARestart() {
        GroupMember alice = fixture.await(fixture.create("queue", BACKING_OFF).attach());
        fixture.send(2);
        fixture.await(alice.releaseAfter(ids(fixture.acquire(alice, 1)), Duration.ofHours(1)));
        fixture.await(alice.leave());

        fixture.crash();
        SharedGroup again = fixture.group("queue");
        GroupMember bob = fixture.await(again.attach());

        assertThat(again.settings()).isEqualTo(BACKING_OFF);
        assertThat(offsets(fixture.acquire(bob, 5))).containsExactly(1L);
        fixture.pass(Duration.ofHours(1));
        assertThat(counts(fixture.acquire(bob, 5))).containsExactly(2);
    }

    @Test
    void aFencedMemberDoesNotShortenTheRestOfWhatItDidNotHoldAnyMore() {
        GroupMember alice = fixture.await(fixture.create("queue").attach());
        fixture.send(2);
        List<RecordId> taken = ids(fixture.acquire(alice, 2));
        fixture.await(alice.releaseAfter(taken.subList(0, 1), Duration.ofHours(1)));

        fixture.crash();
        GroupMember bob = fixture.await(fixture.group("queue").attach());
        fixture.pass(GroupsFixture.CONFIG.resumeWindow());

        assertThat(offsets(fixture.acquire(bob, 5))).containsExactly(1L);
    }

    @Test
    void aRewindEndsEveryRest() {
        SharedGroup queue = fixture.create("queue");
        GroupMember alice = fixture.await(queue.attach());
        fixture.send(1);
        fixture.await(alice.releaseAfter(ids(fixture.acquire(alice, 1)), Duration.ofHours(1)));

        fixture.await(queue.rewind(new GroupStart.Earliest()));

        assertThat(counts(fixture.acquire(alice, 1))).containsExactly(1);
    }

    @Test
    void whatIsHeldForTooLongGoesBackUnlessItIsExtended() {
        SharedGroup queue = fixture.create("queue", GroupSettings.DEFAULTS.withAcquisitionTimeout(SECOND));
        GroupMember alice = fixture.await(queue.attach());
        GroupMember bob = fixture.await(queue.attach());
        fixture.send(2);
        List<RecordId> taken = ids(fixture.acquire(alice, 2));
        fixture.pass(SECOND.minusMillis(1));
        assertThat(fixture.acquire(bob, 2)).isEmpty();

        assertThat(alice.extend(taken.subList(1, 2))).isEmpty();
        fixture.pass(Duration.ofMillis(1));

        List<AcquiredRecord> again = fixture.acquire(bob, 2);
        assertThat(offsets(again)).containsExactly(0L);
        assertThat(counts(again)).containsExactly(2);
        assertThat(alice.extend(taken)).containsExactly(taken.get(0));
        fixture.await(alice.acknowledge(taken));
        assertThat(queue.lowestUnsettled(0))
                .as("settled by a member that lost it")
                .isZero();
    }

    @Test
    void anAcknowledgementOnTheWayIsNotTakenBack() {
        SharedGroup queue = fixture.create(
                "queue",
                GroupSettings.DEFAULTS
                        .withAcquisitionTimeout(SECOND)
                        .withDeliveryLimit(1)
                        .withDeadLetterTopic("dead"));
        GroupMember alice = fixture.await(queue.attach());
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));
        fixture.groups.tick(0);
        CompletableFuture<Void> acknowledged = alice.acknowledge(taken).toCompletableFuture();
        fixture.groups.tick(Duration.ofDays(1).toNanos());
        fixture.settle();

        assertThat(acknowledged).isCompleted();
        assertThat(fixture.read("dead")).isEmpty();
        assertThat(fixture.acquire(alice, 1)).isEmpty();
    }

    @Test
    void refusesDelaysAndSettingsOutOfRange() {
        GroupMember alice = fixture.await(fixture.create("queue").attach());

        assertThatThrownBy(() -> alice.releaseAfter(List.of(), Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("delay=PT-0.001S");
        assertThatThrownBy(() -> GroupSettings.DEFAULTS.withDeliveryLimit(-1))
                .hasMessage("deliveryLimit=-1, expected 0 to 1000000");
        assertThatThrownBy(() -> GroupSettings.DEFAULTS.withAcquisitionTimeout(Duration.ofSeconds(Long.MAX_VALUE)))
                .hasMessageContaining("acquisitionTimeout=");
        assertThatThrownBy(() -> new RedeliveryPolicy(SECOND, Double.NaN, SECOND))
                .hasMessageContaining("multiplier");
        assertThatThrownBy(() -> new RedeliveryPolicy(SECOND, 2, Duration.ZERO)).hasMessageContaining("maxDelay");
        assertThat(new RedeliveryPolicy(SECOND, 1_000, SECOND.multipliedBy(9)).delayAfter(Integer.MAX_VALUE))
                .isEqualTo(SECOND.multipliedBy(9));
        assertThat(new RedeliveryPolicy(Duration.ZERO, 2, SECOND).delayAfter(Integer.MAX_VALUE))
                .isZero();
    }
}
