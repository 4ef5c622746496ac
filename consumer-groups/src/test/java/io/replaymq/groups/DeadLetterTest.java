package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.DeadLetter;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BatchTooLargeException;
import io.replaymq.log.api.DiskFullException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Messages that are given up: by their member, or because they were delivered too often. */
final class DeadLetterTest {
    private static final String DEAD = GroupSettings.deadLetterTopicOf("orders");
    private static final GroupSettings SETTINGS =
            GroupSettings.DEFAULTS.withDeliveryLimit(2).withDeadLetterTopic(DEAD);

    private final GroupsFixture fixture = new GroupsFixture();
    private SharedGroup queue = fixture.create("queue", SETTINGS);
    private GroupMember alice = fixture.await(queue.attach());

    @Test
    void aRejectedMessageIsADeadLetterWithItsBytesAndSaysWhereItIsFrom() {
        RecordContent content = RecordContent.of(
                new byte[] {1}, new byte[] {2, 3}, List.of(new Header("own", new byte[] {4}), new Header("own", null)));
        fixture.await(fixture.log.append(
                AppendSet.of(
                        GroupsFixture.ORDERS,
                        new RecordBatchBuilder(100).append(77, content).build()),
                Durability.DURABLE));
        List<RecordId> taken = ids(fixture.acquire(alice, 1));

        fixture.await(alice.reject(taken, "not for us"));

        StoredRecord dead = fixture.read(DEAD).get(0);
        assertThat(DeadLetter.in(dead.content()))
                .contains(new DeadLetter("orders", 0, 0, "queue", "not for us", 1, fixture.now.toEpochMilli()));
        assertThat(DeadLetter.original(dead.content())).isEqualTo(content);
        assertThat(dead.content().key()).isEqualTo(content.key());
        assertThat(dead.content().headers().subList(0, 2))
                .extracting(Header::key)
                .containsExactly("own", "own");
        assertThat(dead.timestampMs()).isEqualTo(77);
        assertThat(queue.lowestUnsettled(0)).isEqualTo(1);
        assertThat(queue.inFlight()).isZero();
        assertThat(fixture.await(queue.describe()).deadLetters()).isEqualTo(1);
    }

    @Test
    void isGivenUpAfterAsManyDeliveriesAsItsGroupAllows() {
        fixture.send(2);

        fixture.await(alice.release(ids(fixture.acquire(alice, 1)), Seen.BY_APPLICATION));
        fixture.await(alice.release(ids(fixture.acquire(alice, 1)), Seen.BY_APPLICATION));
        assertThat(fixture.read(DEAD))
                .as("whether or not anybody asks for more")
                .hasSize(1);
        List<AcquiredRecord> rest = fixture.acquire(alice, 5);

        assertThat(offsets(rest)).containsExactly(1L);
        assertThat(deadLetters()).singleElement().satisfies(each -> {
            assertThat(each.reason()).isEqualTo(DeadLetter.DELIVERY_LIMIT);
            assertThat(each.deliveries()).isEqualTo(2);
        });
        assertThat(queue.lowestUnsettled(0)).isEqualTo(1);
    }

    @Test
    void aLowerLimitHoldsForWhatHasReachedIt() {
        fixture.await(queue.alter(SETTINGS.withDeliveryLimit(0)));
        fixture.send(2);
        for (int i = 0; i < 3; i++) {
            fixture.await(alice.release(ids(fixture.acquire(alice, 1)), Seen.BY_APPLICATION));
        }

        fixture.await(queue.alter(SETTINGS.withDeliveryLimit(3)));

        assertThat(offsets(fixture.acquire(alice, 5))).containsExactly(1L);
        fixture.settle();
        assertThat(deadLetters()).extracting(DeadLetter::deliveries).containsExactly(3);
    }

    @Test
    void withoutADeadLetterTopicItIsSettled() {
        fixture.await(queue.alter(SETTINGS.withDeadLetterTopic(null)));
        fixture.send(2);

        fixture.await(alice.reject(ids(fixture.acquire(alice, 2)), "no"));

        assertThat(queue.lowestUnsettled(0)).isEqualTo(2);
        assertThat(fixture.read(DEAD)).isEmpty();
    }

    @Test
    void movesManyEachOnce() {
        fixture.send(600);
        List<RecordId> taken = ids(fixture.acquire(alice, 600));

        fixture.await(alice.reject(taken.subList(0, 550), "all of them"));

        assertThat(deadLetters())
                .extracting(DeadLetter::offset)
                .doesNotHaveDuplicates()
                .hasSize(550);
        assertThat(queue.lowestUnsettled(0)).isEqualTo(550);
        assertThat(queue.inFlight()).isEqualTo(50);
    }

    @Test
    void aCrashAtAnyStepLeavesItWithItsMemberOrDeadNeverBoth() {
        for (int steps = 0; steps < 12; steps++) {
            GroupsFixture each = new GroupsFixture();
            GroupMember member = each.await(each.create("queue", SETTINGS).attach());
            each.send(1);
            List<RecordId> taken = ids(each.acquire(member, 1));
            member.reject(taken, "no");
            for (int i = 0; i < steps && each.hasSteps(); i++) {
                each.step();
            }

            each.crash();
            GroupMember back = each.await(each.group("queue").resume(member.id(), taken));
            boolean dead = !each.read(DEAD).isEmpty();

            assertThat(each.group("queue").inFlight()).isEqualTo(dead ? 0 : 1);
            each.await(back.reject(taken, "no"));
            assertThat(each.read(DEAD)).hasSize(1);
            assertThat(each.group("queue").lowestUnsettled(0)).isEqualTo(1);
        }
    }

    @Test
    void repeatsARejectionWithoutDoublingIt() {
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));

        CompletableFuture<Void> first = alice.reject(taken, "no").toCompletableFuture();
        CompletableFuture<Void> second = alice.reject(taken, "no").toCompletableFuture();
        assertThat(second).isNotDone();
        fixture.settle();

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        fixture.await(alice.reject(taken, "no"));
        assertThat(fixture.read(DEAD)).hasSize(1);
    }

    @Test
    void waitsForRoomInTheLogAndOnTheDisk() {
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));
        fixture.log.refuseAppends(new BackpressureException("full"));
        CompletableFuture<Void> rejected = alice.reject(taken, "no").toCompletableFuture();
        fixture.settle();
        fixture.log.refuseAppends(new DiskFullException("full"));
        fixture.pass(Duration.ofMillis(1));
        assertThat(rejected).isNotDone();

        fixture.log.refuseAppends(null);
        fixture.pass(Duration.ofMillis(1));

        assertThat(rejected).isCompleted();
        assertThat(fixture.read(DEAD)).hasSize(1);
    }

    @Test
    void whatTheLogRefusesAsADeadLetterIsNotLostAndStopsNobody() {
        fixture.send(2);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));
        fixture.log.refuseAppends(new BatchTooLargeException("too large"));
        CompletableFuture<Void> rejected = alice.reject(taken, "no").toCompletableFuture();
        fixture.settle();
        assertThatThrownBy(rejected::join).hasCauseInstanceOf(BatchTooLargeException.class);
        fixture.log.refuseAppends(null);

        assertThat(offsets(fixture.acquire(alice, 5))).containsExactly(1L);
        fixture.pass(Duration.ofSeconds(30));

        assertThat(offsets(fixture.acquire(alice, 5))).containsExactly(0L);
    }

    @Test
    void aRewindDeliversWhatWasToBeGivenUp() {
        fixture.send(1);
        List<RecordId> taken = ids(fixture.acquire(alice, 1));
        fixture.log.refuseAppends(new BackpressureException("full"));
        CompletableFuture<Void> rejected = alice.reject(taken, "no").toCompletableFuture();
        fixture.settle();
        fixture.log.refuseAppends(null);

        queue.rewind(new GroupStart.Earliest());
        fixture.settle();
        fixture.pass(Duration.ofMillis(1));

        assertThat(rejected).isCompleted();
        assertThat(offsets(fixture.acquire(alice, 1))).containsExactly(0L);
    }

    @Test
    void whatRetentionHasTakenIsSettled() {
        fixture.send(3);
        List<RecordId> taken = ids(fixture.acquire(alice, 3));
        fixture.await(fixture.log.trim(GroupsFixture.ORDERS, 2));

        fixture.await(alice.reject(taken, "no"));

        assertThat(deadLetters()).extracting(DeadLetter::offset).containsExactly(2L);
        assertThat(queue.lowestUnsettled(0)).isEqualTo(3);
    }

    @Test
    void aDeadLetterOfADeadLetterKeepsWhatTheFirstSaid() {
        fixture.send(1);
        fixture.await(alice.reject(ids(fixture.acquire(alice, 1)), "first"));
        SharedGroup dead = fixture.group(DEAD);
        fixture.await(dead.alter(GroupSettings.DEFAULTS.withDeadLetterTopic("graveyard")));
        GroupMember sexton = fixture.await(dead.attach());

        fixture.await(sexton.reject(ids(fixture.acquire(sexton, 1)), "second"));

        RecordContent twice = fixture.read("graveyard").get(0).content();
        assertThat(DeadLetter.in(twice).orElseThrow().reason()).isEqualTo("second");
        RecordContent once = DeadLetter.original(twice);
        assertThat(DeadLetter.in(once).orElseThrow().reason()).isEqualTo("first");
    }

    @Test
    void settingsSurviveARestartAndASnapshotOfTheTopic() {
        fixture.await(queue.alter(SETTINGS.withDeliveryLimit(9)));
        fixture.await(queue.alter(SETTINGS.withDeliveryLimit(7)));

        fixture.crash();

        assertThat(fixture.group("queue").settings()).isEqualTo(SETTINGS.withDeliveryLimit(7));
        assertThat(fixture.group(DEAD).spec().topic()).isEqualTo(DEAD);
    }

    @Test
    void refusesATopicThatIsNoneAndTheGroupsOwn() {
        assertThatThrownBy(() -> fixture.await(queue.alter(SETTINGS.withDeadLetterTopic("orders"))))
                .hasCauseInstanceOf(InvalidTopicException.class);
        assertThat(queue.settings()).isEqualTo(SETTINGS);
        assertThatThrownBy(() -> alice.reject(List.of(), "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void headersOfTheSameNamesThatSaySomethingElseMakeNoDeadLetter() {
        RecordContent content = RecordContent.of(null, null, List.of());
        RecordContent dead = new DeadLetter("t", 1, 2, "g", "r", 3, 4).attachedTo(content);
        List<Header> headers = new ArrayList<>(dead.headers());
        headers.set(2, new Header(headers.get(2).key(), "two".getBytes(UTF_8)));
        RecordContent forged = RecordContent.of(null, null, headers);

        assertThat(DeadLetter.in(dead)).isPresent();
        assertThat(DeadLetter.in(content)).isEmpty();
        assertThat(DeadLetter.in(forged)).isEmpty();
        assertThat(DeadLetter.original(forged)).isSameAs(forged);
    }

    private List<DeadLetter> deadLetters() {
        return fixture.read(DEAD).stream()
                .map(each -> DeadLetter.in(each.content()).orElseThrow())
                .toList();
    }
}
