package io.replaymq.groups;

import static io.replaymq.groups.ConsumerGroupsFixture.GROUP;
import static io.replaymq.groups.ConsumerGroupsFixture.REBALANCE;
import static io.replaymq.groups.ConsumerGroupsFixture.SESSION;
import static io.replaymq.groups.ConsumerGroupsFixture.orders;
import static io.replaymq.groups.ConsumerGroupsFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.Assignor;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.GroupExistsException;
import io.replaymq.groups.api.GroupFullException;
import io.replaymq.groups.api.Heartbeat;
import io.replaymq.groups.api.InstanceReplacedException;
import io.replaymq.groups.api.Leaving;
import io.replaymq.groups.api.MemberAssignment;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class MembershipTest {
    private static final Set<TopicPartition> ALL = Set.of(orders(0), orders(1), orders(2), orders(3));
    private final ConsumerGroupsFixture fixture = new ConsumerGroupsFixture();

    @Test
    void givesTheFirstMemberEverything() {
        TestMember member = fixture.join("a");

        assertThat(member.assigned()).isEqualTo(ALL);
        assertThat(member.membership().generation()).isEqualTo(1);
    }

    @Test
    void givesAPartitionToItsNextOwnerOnlyOnceItIsReleased() {
        TestMember first = fixture.join("a");
        TestMember second = fixture.join("b");

        assertThat(second.assigned()).isEmpty();
        assertThat(first.changes).isPositive();
        first.beat(); // is told, and still holds all four
        assertThat(first.assigned()).hasSize(2);
        assertThat(second.beat().assigned()).isEmpty();
        int changesBefore = second.changes;
        first.release();

        assertThat(second.changes).isGreaterThan(changesBefore);
        assertThat(second.beat().assigned()).hasSize(2).doesNotContainAnyElementsOf(first.assigned());
    }

    @Test
    void tellsAMemberOfWhatWasReleasedWhileItsJoiningWasBeingWritten() {
        TestMember first = fixture.join("a");
        int[] changes = {0};
        CompletionStage<MemberAssignment> joining = fixture.groups.join(
                request("b", null, Subscription.to("orders"), Assignor.UNIFORM), () -> changes[0]++);
        fixture.groups.heartbeat(new Heartbeat(GROUP, first.membership(), null, Set.of())); // holds nothing any more
        fixture.settle();

        assertThat(joining.toCompletableFuture().join().partitions()).isEmpty();
        assertThat(changes[0]).isPositive();
    }

    @Test
    void answersAListenerThatIsSetAfterARestart() {
        TestMember first = fixture.join("a");
        fixture.crash();
        int[] changes = {0};
        fixture.groups.onChange(GROUP, "a", () -> changes[0]++);

        fixture.join("b");

        assertThat(changes[0]).isPositive();
        assertThat(first.beat().assigned()).hasSize(2);
    }

    @Test
    void fencesASilentMemberAndGivesItsPartitionsToOthers() {
        TestMember silent = fixture.join("a");
        TestMember other = fixture.join("b");
        fixture.pass(SESSION.minusSeconds(1));
        other.beat();

        fixture.pass(Duration.ofSeconds(2));

        assertThat(other.beat().assigned()).isEqualTo(ALL);
        assertThat(fixture.failure(fixture.groups.heartbeat(silent.heartbeat())))
                .isInstanceOf(MemberFencedException.class)
                .hasMessageContaining("no member a");
    }

    @Test
    void fencesAMemberThatDoesNotReleaseInTime() {
        TestMember slow = fixture.join("a");
        TestMember other = fixture.join("b");
        slow.beat();
        for (long passed = 0; passed <= REBALANCE.toSeconds(); passed += 5) {
            fixture.pass(Duration.ofSeconds(5));
            other.beat();
            if (passed + 10 < REBALANCE.toSeconds()) {
                slow.beat(); // alive, and still holding on
            }
        }

        assertThat(other.beat().assigned()).isEqualTo(ALL);
    }

    @Test
    void letsASlowMemberOnlyTouchWhatItOwnsWhileItRevokes() {
        TestMember slow = fixture.join("a");
        TestMember other = fixture.join("b");
        slow.beat();
        TopicPartition going = slow.held().stream()
                .filter(each -> !slow.assigned().contains(each))
                .findFirst()
                .orElseThrow();

        assertThat(fixture.commit(slow.membership(), going, 4).orThrow()).isNotNull();

        slow.release();
        assertThat(fixture.commit(slow.membership(), going, 5)).isInstanceOf(AppendOutcome.Refused.class);
        assertThat(other.beat().assigned()).contains(going);
    }

    @Test
    void keepsMembersAndAssignmentsOverARestart() {
        TestMember first = fixture.join("a");
        TestMember second = fixture.join("b");
        first.beat();
        first.release();
        second.beat();
        Set<TopicPartition> before = second.assigned();

        fixture.crash();
        fixture.pass(SESSION.minusSeconds(1));

        assertThat(second.beat().assigned()).isEqualTo(before);
        assertThat(first.beat().assigned()).hasSize(2).doesNotContainAnyElementsOf(before);
        fixture.pass(SESSION.minusSeconds(1));
        second.beat();
        fixture.pass(Duration.ofSeconds(2));
        assertThat(second.beat().assigned()).as("the first one was silent").isEqualTo(ALL);
    }

    @Test
    void blamesNobodyForATimeInWhichTheCoordinatorDidNotRun() {
        TestMember member = fixture.join("a");
        fixture.pass(Duration.ofSeconds(1));

        fixture.stall(Duration.ofHours(1));

        assertThat(member.beat().assigned()).isEqualTo(ALL);
    }

    @Test
    void keepsThePartitionsOfAStaticMemberForItsReturn() {
        TestMember first = fixture.join("a", "till-1", Subscription.to("orders"), Assignor.STICKY);
        TestMember second = fixture.join("b", "till-2", Subscription.to("orders"), Assignor.STICKY);
        first.beat();
        first.release();
        second.beat();
        Set<TopicPartition> before = second.assigned();
        int generation = first.membership().generation();
        second.leave(Leaving.FOR_A_WHILE);

        TestMember back = fixture.join("c", "till-2", Subscription.to("orders"), Assignor.STICKY);

        assertThat(back.assigned()).isEqualTo(before);
        assertThat(first.beat().membership().generation())
                .as("nobody rebalanced")
                .isEqualTo(generation);
    }

    @Test
    void givesUpWaitingForAStaticMemberWhenItsSessionIsOver() {
        TestMember first = fixture.join("a");
        TestMember second = fixture.join("b", "till-2", Subscription.to("orders"), Assignor.UNIFORM);
        first.beat();
        first.release();
        second.beat();
        second.leave(Leaving.FOR_A_WHILE);
        fixture.pass(SESSION.minusSeconds(1));
        assertThat(first.beat().assigned()).hasSize(2);

        fixture.pass(Duration.ofSeconds(2));

        assertThat(first.beat().assigned()).isEqualTo(ALL);
    }

    @Test
    void fencesAnInstanceThatAnotherConsumerReplaced() {
        TestMember first = fixture.join("a", "till-1", Subscription.to("orders"), Assignor.UNIFORM);
        fixture.join("b", "till-1", Subscription.to("orders"), Assignor.UNIFORM);

        assertThat(first.changes).isPositive();
        assertThat(fixture.failure(fixture.groups.heartbeat(first.heartbeat())))
                .isInstanceOf(InstanceReplacedException.class);
        assertThat(fixture.commit(first.membership(), orders(0), 1)).isInstanceOf(AppendOutcome.Refused.class);
    }

    @Test
    void picksUpNewTopicsAndPartitionsByPattern() {
        TestMember member = fixture.join("a", null, Subscription.matching("orders|sales\\..*"), Assignor.RANGE);
        fixture.topic("sales.north", 2);
        fixture.topic("other", 1);

        fixture.pass(Duration.ofSeconds(2));

        assertThat(member.beat().assigned())
                .hasSize(6)
                .contains(new TopicPartition("sales.north", 1))
                .doesNotContain(new TopicPartition("other", 0));
    }

    @Test
    void neverMatchesInternalTopicsAndRefusesWhatIsNoPattern() {
        TestMember member = fixture.join("a", null, Subscription.matching(".*"), Assignor.RANGE);

        assertThat(member.assigned()).isEqualTo(ALL);
        assertThat(fixture.failure(fixture.groups.join(
                        request("b", null, Subscription.matching("(unclosed"), Assignor.RANGE), () -> {})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(unclosed");
        assertThat(fixture.failure(fixture.groups.join(
                        request("b", null, Subscription.matching("((a{100}){100}){100}"), Assignor.RANGE), () -> {})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("repetitions");
        assertThatThrownBy(() -> Subscription.matching("x".repeat(1_025))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changesWhatAMemberReadsWhenItSaysSo() {
        fixture.topic("sales", 1);
        TestMember member = fixture.join("a");

        fixture.await(fixture.groups.heartbeat(
                new Heartbeat(GROUP, member.membership(), Subscription.to("sales"), member.held())));
        member.beat();

        assertThat(member.assigned()).containsExactly(new TopicPartition("sales", 0));
    }

    @Test
    void answersARepeatedJoinAsTheSameOne() {
        TestMember member = fixture.join("a");

        member.join();

        assertThat(member.assigned()).isEqualTo(ALL);
        assertThat(fixture.await(fixture.groups.describe(GROUP)).members()).hasSize(1);
    }

    @Test
    void limitsMembersAndNames() {
        ConsumerGroupsFixture small = new ConsumerGroupsFixture(new ConsumerGroupsConfig(Duration.ZERO, 1, 8 << 20));
        small.join("a");

        assertThat(small.failure(
                        small.groups.join(request("b", null, Subscription.to("orders"), Assignor.UNIFORM), () -> {})))
                .isInstanceOf(GroupFullException.class);
        fixture.sharedGroup(GROUP);
        assertThat(fixture.failure(
                        fixture.groups.join(request("b", null, Subscription.to("orders"), Assignor.UNIFORM), () -> {})))
                .isInstanceOf(GroupExistsException.class);
        assertThat(fixture.groups.exists(GROUP)).isFalse();
    }

    @Test
    void takesTheAssignorThatMostMembersWant() {
        fixture.topic("sales", 4);
        Subscription both = Subscription.to("orders", "sales");
        TestMember first = fixture.join("a", null, both, Assignor.RANGE);
        TestMember second = fixture.join("b", null, both, Assignor.RANGE);
        fixture.join("c", null, both, Assignor.ROUND_ROBIN).leave(Leaving.FOR_GOOD);
        first.beat();
        first.release();
        second.beat();

        assertThat(first.assigned())
                .containsExactlyInAnyOrder(
                        orders(0), orders(1), new TopicPartition("sales", 0), new TopicPartition("sales", 1));
    }
}
