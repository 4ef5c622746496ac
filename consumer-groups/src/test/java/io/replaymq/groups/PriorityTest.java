package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static io.replaymq.groups.HeaderTraits.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.record.LogRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of a higher priority come first, within the read-ahead window. */
final class PriorityTest {
    private final GroupsFixture fixture = new GroupsFixture();
    private final SharedGroup queue = fixture.create("queue");

    @Test
    void theHighestPriorityComesFirstThenTheLowestOffset() {
        fixture.send(of(4), of(9), of(0), of(4), of(9), of(7));
        GroupMember member = fixture.await(queue.attach());

        assertThat(offsets(fixture.acquire(member, 9))).containsExactly(1L, 4L, 5L, 0L, 3L, 2L);
    }

    @Test
    void whatIsGivenBackKeepsItsPlaceInItsPriority() {
        fixture.send(of(4), of(9), of(4), of(9), of(4));
        GroupMember member = fixture.await(queue.attach());
        List<AcquiredRecord> taken = fixture.acquire(member, 3);
        assertThat(offsets(taken)).containsExactly(1L, 3L, 0L);

        fixture.await(member.release(ids(taken), Seen.NOT_SEEN));

        assertThat(offsets(fixture.acquire(member, 9))).containsExactly(1L, 3L, 0L, 2L, 4L);
    }

    @Test
    void aHigherPriorityThatComesBackGoesBeforeLowerOffsets() {
        fixture.send(of(4), of(4), of(9));
        GroupMember member = fixture.await(queue.attach());
        List<AcquiredRecord> urgent = fixture.acquire(member, 1);

        fixture.await(member.release(ids(urgent), Seen.BY_APPLICATION));

        assertThat(offsets(fixture.acquire(member, 9))).containsExactly(2L, 0L, 1L);
    }

    @Test
    void beyondTheWindowOffsetsComeFirst() {
        GroupsFixture small = new GroupsFixture(new GroupsConfig(16, 1 << 20, Duration.ofSeconds(10), 1 << 20), 1);
        LogRecord[] messages = new LogRecord[40];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = of(i == 39 ? 9 : 4);
        }
        small.send(messages);
        GroupMember member = small.await(small.create("queue").attach());

        List<Long> all = offsets(small.acquire(member, 40));
        assertThat(all).hasSize(40).doesNotHaveDuplicates().startsWith(0L, 1L, 2L);
        assertThat(all.indexOf(39L)).isBetween(20, 39);
    }

    @Test
    void keepsItsOrderOverARestart() {
        fixture.send(of(4), of(9), of(4), of(9));
        GroupMember member = fixture.await(queue.attach());
        fixture.await(member.acknowledge(ids(fixture.acquire(member, 1))));
        fixture.await(member.leave());

        fixture.crash();

        GroupMember next = fixture.await(fixture.group("queue").attach());
        assertThat(offsets(fixture.acquire(next, 9))).containsExactly(3L, 0L, 2L);
    }

    private static LogRecord of(int priority) {
        return message(null, "message", "priority", priority);
    }
}
