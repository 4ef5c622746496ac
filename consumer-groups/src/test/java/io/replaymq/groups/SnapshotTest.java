package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.GROUPS;
import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The internal topic is written anew and trimmed, and a crash at any moment of that loses nothing. */
final class SnapshotTest {
    private static final GroupsConfig OFTEN = new GroupsConfig(64, 64 << 10, Duration.ofSeconds(10), 4 << 10);

    @Test
    void keepsTheInternalTopicSmallHoweverMuchIsAcknowledged() {
        GroupsFixture fixture = new GroupsFixture(OFTEN, 1);
        GroupMember member = fixture.await(fixture.create("queue").attach());

        for (int i = 0; i < 400; i++) {
            fixture.send(1);
            fixture.await(member.acknowledge(ids(fixture.acquire(member, 1))));
        }

        long kept = fixture.log.readableEnd(GROUPS) - fixture.log.startOffset(GROUPS);
        assertThat(fixture.log.readableEnd(GROUPS)).isGreaterThan(400);
        assertThat(kept).isLessThan(100);
    }

    @Test
    void growsWithTheStateSoThatALargeOneIsNotWrittenTooOften() {
        GroupsFixture fixture = new GroupsFixture(OFTEN, 1);
        for (int i = 0; i < 200; i++) {
            fixture.create("group " + i);
        }
        Set<Long> starts = new HashSet<>();
        GroupMember member = fixture.await(fixture.group("group 0").attach());

        for (int i = 0; i < 300; i++) {
            fixture.send(1);
            fixture.await(member.acknowledge(ids(fixture.acquire(member, 1))));
            starts.add(fixture.log.startOffset(GROUPS));
        }

        assertThat(starts).hasSizeBetween(1, 3);
        fixture.crash();
        assertThat(fixture.groups.list()).hasSize(200);
    }

    @SeededTest(runs = 200)
    void aCrashAtAnyStepKeepsGroupsMembersCursorsAndCounts(Seed seed) {
        GroupsFixture fixture = new GroupsFixture(OFTEN, 1);
        SharedGroup queue = fixture.create("queue");
        fixture.create("idle");
        GroupMember member = fixture.await(queue.attach());
        fixture.send(60);
        fixture.await(member.release(ids(fixture.acquire(member, 1)), Seen.BY_APPLICATION));
        List<AcquiredRecord> taken = new ArrayList<>(fixture.acquire(member, 60));
        AcquiredRecord stuck = taken.remove(0);
        Set<Long> confirmed = new HashSet<>();

        for (AcquiredRecord each : taken) {
            member.acknowledge(List.of(each.id()))
                    .thenRun(() -> confirmed.add(each.id().offset()));
            for (int steps = seed.nextInt(9); steps > 0 && fixture.hasSteps(); steps--) {
                fixture.step();
            }
            if (seed.oneIn(60)) {
                break;
            }
        }
        fixture.crash();
        SharedGroup again = fixture.group("queue");
        GroupMember back = fixture.await(again.resume(member.id(), List.of()));
        List<AcquiredRecord> rest = fixture.acquire(back, 60);

        assertThat(fixture.groups.list()).hasSize(2);
        assertThat(offsets(rest)).noneMatch(confirmed::contains);
        assertThat(rest.get(0).id()).isEqualTo(stuck.id());
        assertThat(rest.get(0).deliveryCount()).isEqualTo(2);
        assertThat(fixture.group("idle").lowestUnsettled(0)).isZero();
    }
}
