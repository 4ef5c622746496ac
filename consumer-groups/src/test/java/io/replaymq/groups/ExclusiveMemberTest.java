package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.CONFIG;
import static io.replaymq.groups.GroupsFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.Exclusivity;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.SharedGroup;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Members that have everything for themselves. */
final class ExclusiveMemberTest {
    private static final MemberOptions EXCLUSIVE = MemberOptions.DEFAULTS.with(Exclusivity.EXCLUSIVE);

    private final GroupsFixture fixture = new GroupsFixture();
    private final SharedGroup queue = fixture.create("queue");

    @Test
    void oneGetsEverythingWhileItIsThereAndTheOthersWait() {
        GroupMember shared = fixture.await(queue.attach());
        GroupMember first = fixture.await(queue.attach(EXCLUSIVE));
        GroupMember second = fixture.await(queue.attach(EXCLUSIVE));
        fixture.send(3);

        assertThat(fixture.acquire(shared, 9)).isEmpty();
        assertThat(fixture.acquire(second, 9)).isEmpty();
        assertThat(offsets(fixture.acquire(first, 9))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void theNextTakesOverWhenItLeaves() {
        AtomicInteger told = new AtomicInteger();
        GroupMember first = fixture.await(queue.attach(EXCLUSIVE));
        GroupMember second = fixture.await(queue.attach(EXCLUSIVE));
        GroupMember shared = fixture.await(queue.attach());
        fixture.send(3);
        fixture.acquire(first, 2);
        fixture.acquire(second, 1);
        queue.onAcquirable(told::incrementAndGet);

        fixture.await(first.leave());

        assertThat(told).hasPositiveValue();
        assertThat(offsets(fixture.acquire(second, 9))).containsExactly(0L, 1L, 2L);
        fixture.await(second.leave());
        assertThat(offsets(fixture.acquire(shared, 9))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void whoTakesOverGetsWhatGoesBackBeforeWhatLiesBehindIt() {
        GroupMember first = fixture.await(queue.attach(EXCLUSIVE));
        GroupMember second = fixture.await(queue.attach(EXCLUSIVE));
        fixture.send(3);
        fixture.acquire(first, 2);

        first.leave();

        assertThat(second.acquire(9)).as("what the first had is not back yet").isEmpty();
        fixture.settle();
        assertThat(offsets(fixture.acquire(second, 9))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void theHighestPriorityComesNextAndTakesNothingFromWhoIsThere() {
        GroupMember first = fixture.await(queue.attach(EXCLUSIVE));
        GroupMember second = fixture.await(queue.attach(EXCLUSIVE.withPriority(1)));
        GroupMember third = fixture.await(queue.attach(EXCLUSIVE.withPriority(5)));
        fixture.send(2);

        assertThat(fixture.acquire(third, 1)).isEmpty();
        assertThat(offsets(fixture.acquire(first, 1))).containsExactly(0L);
        fixture.await(first.leave());
        assertThat(fixture.acquire(second, 1)).isEmpty();
        assertThat(offsets(fixture.acquire(third, 9))).containsExactly(0L, 1L);
    }

    @Test
    void whoIsCutOffKeepsItsPlaceUntilItIsFenced() {
        GroupMember first = fixture.await(queue.attach(EXCLUSIVE));
        GroupMember second = fixture.await(queue.attach(EXCLUSIVE));
        fixture.send(2);
        first.disconnect();
        assertThat(fixture.acquire(second, 9)).isEmpty();
        GroupMember back = fixture.await(queue.resume(first.id(), List.of(), EXCLUSIVE));
        assertThat(offsets(fixture.acquire(back, 1))).containsExactly(0L);

        back.disconnect();
        fixture.pass(CONFIG.resumeWindow());

        assertThat(offsets(fixture.acquire(second, 9))).containsExactly(0L, 1L);
    }

    @Test
    void interestsAreEqualForThoseWhoGetTheSame() {
        GroupMember one = fixture.await(queue.attach());
        GroupMember other = fixture.await(queue.attach());
        assertThat(one.interest()).isEqualTo(other.interest());

        GroupMember exclusive = fixture.await(queue.attach(EXCLUSIVE));

        assertThat(one.interest()).isNotEqualTo(exclusive.interest()).isNotEqualTo(other.interest());
    }
}
