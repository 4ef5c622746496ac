package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.ORDERS;
import static io.replaymq.groups.GroupsFixture.TOPIC;
import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static io.replaymq.groups.HeaderTraits.containing;
import static io.replaymq.groups.HeaderTraits.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Groups that only some messages of their topic belong to. */
final class GroupFilterTest {
    private final GroupsFixture fixture = new GroupsFixture();

    @Test
    void whatDoesNotMatchNeverBelongsToTheGroup() {
        fixture.send(message(null, "blue"), message(null, "red"), message(null, "blue"), message(null, "red"));
        SharedGroup red = red();

        assertThat(fixture.await(red.backlog())).isEqualTo(2);
        GroupMember member = fixture.await(red.attach());
        assertThat(offsets(fixture.acquire(member, 9))).containsExactly(1L, 3L);
        assertThat(red.lowestUnsettled(0)).isEqualTo(1);
    }

    @Test
    void holdsNothingBackOnceAllThatMatchesIsSettled() {
        SharedGroup red = red();
        fixture.send(message(null, "red"), message(null, "blue"), message(null, "blue"));
        GroupMember member = fixture.await(red.attach());
        fixture.await(member.acknowledge(ids(fixture.acquire(member, 9))));
        fixture.settle();

        assertThat(red.lowestUnsettled(0)).isEqualTo(fixture.log.readableEnd(ORDERS));
        assertThat(fixture.await(red.backlog())).isZero();
    }

    @Test
    void countsOnlyWhatMatchesBehindItsWindowToo() {
        GroupsFixture small =
                new GroupsFixture(new GroupsConfig(16, 4 << 10, GroupsFixture.CONFIG.resumeWindow(), 1 << 20), 1);
        LogRecord[] messages = new LogRecord[600];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = message(null, i % 3 == 0 ? "red" : "blue");
        }
        small.send(messages);
        SharedGroup group = small.await(small.groups.create(spec("group")));

        assertThat(small.await(group.backlog())).isEqualTo(200);
    }

    @Test
    void keepsItsFilterOverARestartAndASnapshot() {
        GroupsFixture small =
                new GroupsFixture(new GroupsConfig(16, 4 << 10, GroupsFixture.CONFIG.resumeWindow(), 4 << 10), 1);
        SharedGroup group = small.await(small.groups.create(spec("group")));
        GroupMember member = small.await(group.attach());
        for (int i = 0; i < 40; i++) {
            small.send(message(null, "red"), message(null, "blue"));
            small.await(member.acknowledge(ids(small.acquire(member, 1))));
        }
        assertThat(small.log.startOffset(GroupsFixture.GROUPS)).isPositive();
        small.await(member.leave());

        small.crash();
        small.send(message(null, "blue"), message(null, "red"));

        assertThat(small.group("group").spec().filter()).isEqualTo("red");
        GroupMember next = small.await(small.group("group").attach());
        assertThat(offsets(small.acquire(next, 9))).containsExactly(81L);
    }

    @Test
    void aMemberMayWantOnlySomeOfWhatBelongsToTheGroup() {
        SharedGroup red = red();
        fixture.send(message(null, "red square"), message(null, "blue square"), message(null, "red circle"));
        GroupMember squares = fixture.await(red.attach(MemberOptions.DEFAULTS.withFilter(containing("square"))));

        assertThat(offsets(fixture.acquire(squares, 9))).containsExactly(0L);
        assertThat(fixture.await(red.backlog())).isEqualTo(2);
    }

    @Test
    void aFilterThatMeansNothingIsRefused() {
        GroupsFixture knowsNothing = new GroupsFixture();
        knowsNothing.groups.close();
        knowsNothing.groups = knowsNothing.await(JournaledGroups.open(
                knowsNothing.log,
                knowsNothing.owner,
                knowsNothing.owner,
                GroupsFixture.CONFIG,
                () -> Instant.EPOCH,
                new Random(1)));

        assertThat(knowsNothing.groups.create(spec("group")))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalArgumentException.class);
        assertThat(knowsNothing.groups.exists("group")).isFalse();
    }

    @Test
    void aGroupWhoseFilterIsNotUnderstoodAfterARestartKeepsWhatItHas() {
        red();
        fixture.send(message(null, "red"));
        fixture.groups.close();
        fixture.groups = fixture.await(JournaledGroups.open(
                fixture.log, fixture.owner, fixture.owner, GroupsFixture.CONFIG, () -> Instant.EPOCH, new Random(1)));
        GroupMember member = fixture.await(fixture.group("red").attach());

        assertThatThrownBy(() -> member.acquire(1))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("filter");

        fixture.groups.close();
        fixture.crash();
        fixture.pass(GroupsFixture.CONFIG.resumeWindow());
        GroupMember next = fixture.await(fixture.group("red").attach());
        assertThat(offsets(fixture.acquire(next, 9))).containsExactly(0L);
    }

    private SharedGroup red() {
        return fixture.await(fixture.groups.create(spec("red")));
    }

    private static GroupSpec spec(String name) {
        return new GroupSpec(name, TOPIC, GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest(), "red");
    }
}
