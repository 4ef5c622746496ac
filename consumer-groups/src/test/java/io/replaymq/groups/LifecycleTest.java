package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.GroupExistsException;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.UnknownTopicException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Creating, finding and deleting groups, and what is left when the log is gone. */
final class LifecycleTest {
    private final GroupsFixture fixture = new GroupsFixture();

    @Test
    void refusesTheNameOfAConsumerGroup() {
        GroupsFixture fixture = new GroupsFixture();
        fixture.groups.keepFree(name -> name.equals("billing"));

        assertThatThrownBy(() -> fixture.create("billing")).hasCauseInstanceOf(GroupExistsException.class);
        assertThat(fixture.groups.exists("billing")).isFalse();
        fixture.create("queue");
        assertThat(fixture.groups.exists("queue")).isTrue();
    }

    @Test
    void answersTheSameGroupToEverybodyWhoCreatesIt() {
        GroupSpec spec = new GroupSpec("q", "orders", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest());
        CompletableFuture<SharedGroup> first = fixture.groups.create(spec).toCompletableFuture();
        CompletableFuture<SharedGroup> second = fixture.groups.create(spec).toCompletableFuture();
        fixture.settle();

        assertThat(second.join()).isSameAs(first.join());
        assertThat(fixture.groups.list()).containsExactly(first.join());
    }

    @Test
    void refusesANameThatReadsAnotherTopicAndATopicThatIsNot() {
        fixture.create("q");
        fixture.await(fixture.log.createTopic("other", TopicConfig.DEFAULTS));

        assertThatThrownBy(() -> fixture.await(fixture.groups.create(
                        new GroupSpec("q", "other", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest()))))
                .hasCauseInstanceOf(GroupExistsException.class);
        assertThatThrownBy(() -> fixture.await(fixture.groups.create(
                        new GroupSpec("r", "missing", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest()))))
                .hasCauseInstanceOf(UnknownTopicException.class);
    }

    @Test
    void groupsAndTheirCursorsAreThereAfterARestart() {
        fixture.send(3);
        SharedGroup a = fixture.create("a");
        fixture.create("b", new GroupStart.AtOffset(0, 2), GroupLifetime.UNTIL_DELETED);
        GroupMember member = fixture.await(a.attach());
        fixture.await(member.acknowledge(ids(fixture.acquire(member, 1))));

        fixture.crash();

        assertThat(fixture.groups.list()).extracting(each -> each.spec().name()).containsExactly("a", "b");
        assertThat(fixture.group("a").lowestUnsettled(0)).isEqualTo(1);
        assertThat(fixture.group("b").lowestUnsettled(0)).isEqualTo(2);
    }

    @Test
    void aDeletedGroupStaysDeletedAndItsNameIsFree() {
        fixture.send(1);
        SharedGroup group = fixture.create("q");
        GroupMember member = fixture.await(group.attach());

        fixture.await(fixture.groups.delete("q"));
        fixture.crash();
        assertThat(fixture.groups.list()).isEmpty();
        SharedGroup next = fixture.create("q");
        fixture.crash();

        assertThat(fixture.groups.list()).hasSize(1);
        assertThat(next).isNotSameAs(group);
        assertThatThrownBy(() -> fixture.await(fixture.groups.delete("r")))
                .hasCauseInstanceOf(UnknownGroupException.class);
        assertThatThrownBy(() -> fixture.await(member.acknowledge(List.of())))
                .hasCauseInstanceOf(MemberFencedException.class);
    }

    @Test
    void whoeverUsesADeletedGroupIsTold() {
        SharedGroup group = fixture.create("q");
        CompletableFuture<GroupMember> attaching = group.attach().toCompletableFuture();
        CompletableFuture<Void> deleted = fixture.groups.delete("q").toCompletableFuture();
        fixture.settle();

        assertThat(deleted).isCompleted();
        assertThatThrownBy(attaching::join).hasCauseInstanceOf(UnknownGroupException.class);
        assertThatThrownBy(() -> fixture.await(group.attach())).hasCauseInstanceOf(UnknownGroupException.class);
        assertThatThrownBy(() -> fixture.await(group.rewind(new GroupStart.Latest())))
                .hasCauseInstanceOf(UnknownGroupException.class);
    }

    @Test
    void whenTheLogFailsEverythingPendingAndLaterFailsWithTheCause() {
        fixture.send(2);
        SharedGroup group = fixture.create("q");
        GroupMember member = fixture.await(group.attach());
        var taken = fixture.acquire(member, 1);
        fixture.log.refuseAppends(new StorageFailedException("disk gone"));

        CompletableFuture<Void> pending = member.acknowledge(ids(taken)).toCompletableFuture();
        fixture.settle();

        assertThatThrownBy(pending::join).hasCauseInstanceOf(StorageFailedException.class);
        assertThatThrownBy(() -> fixture.await(group.attach())).hasCauseInstanceOf(StorageFailedException.class);
        assertThatThrownBy(() -> member.acquire(1)).isInstanceOf(StorageFailedException.class);
    }

    @Test
    void closingFailsWhatIsPendingAndNothingIsLost() {
        fixture.send(2);
        GroupMember member = fixture.await(fixture.create("q").attach());
        CompletableFuture<Void> pending =
                member.acknowledge(ids(fixture.acquire(member, 1))).toCompletableFuture();

        fixture.groups.close();
        fixture.groups.close();
        assertThatThrownBy(pending::join).hasCauseInstanceOf(LogClosedException.class);
        fixture.crash();
        GroupMember back = fixture.await(fixture.group("q").resume(member.id(), List.of()));

        assertThat(offsets(fixture.acquire(back, 2))).containsExactly(0L, 1L);
    }
}
