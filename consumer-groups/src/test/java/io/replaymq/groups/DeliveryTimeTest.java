package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.CONFIG;
import static io.replaymq.groups.GroupsFixture.counts;
import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static io.replaymq.groups.HeaderTraits.containing;
import static io.replaymq.groups.HeaderTraits.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.record.LogRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that are not to be delivered before a time. */
final class DeliveryTimeTest {
    private final GroupsFixture fixture = new GroupsFixture();
    private final SharedGroup queue = fixture.create("queue");

    @Test
    void aMessageIsNotDeliveredBeforeItsTimeAndHoldsUpNobody() {
        fixture.send(dueIn(5_000), message(null, "now"), dueIn(2_000), message(null, "now"));
        GroupMember member = fixture.await(queue.attach());

        assertThat(offsets(fixture.acquire(member, 9))).containsExactly(1L, 3L);
        fixture.pass(Duration.ofMillis(1_999));
        assertThat(fixture.acquire(member, 9)).isEmpty();
        fixture.pass(Duration.ofMillis(1));
        assertThat(offsets(fixture.acquire(member, 9))).containsExactly(2L);
        fixture.pass(Duration.ofSeconds(3));
        List<AcquiredRecord> last = fixture.acquire(member, 9);
        assertThat(offsets(last)).containsExactly(0L);
        assertThat(counts(last)).containsExactly(1);
    }

    @Test
    void waitingMessagesAreCountedAsBacklogAndAsDelayed() {
        fixture.send(dueIn(5_000), message(null, "now"), dueIn(2_000));
        fixture.settle();

        var description = fixture.await(queue.describe());
        assertThat(description.backlog()).isEqualTo(3);
        assertThat(description.delayed()).isEqualTo(2);
        assertThat(queue.lowestUnsettled(0)).isZero();
    }

    @Test
    void waitsOnAfterARestart() {
        fixture.send(dueIn(60_000), message(null, "now"));
        GroupMember member = fixture.await(queue.attach());
        fixture.await(member.acknowledge(ids(fixture.acquire(member, 9))));
        fixture.await(member.leave());

        fixture.crash();
        GroupMember next = fixture.await(fixture.group("queue").attach());
        assertThat(fixture.acquire(next, 9)).isEmpty();
        fixture.pass(Duration.ofMinutes(1));

        List<AcquiredRecord> due = fixture.acquire(next, 9);
        assertThat(offsets(due)).containsExactly(0L);
        assertThat(counts(due)).containsExactly(1);
    }

    @Test
    void aWaitingMessageDoesNotCountAsDeliveredAfterACrash() {
        fixture.send(message(null, "now"), dueIn(12_000), message(null, "now"), dueIn(60_000));
        GroupMember member = fixture.await(queue.attach());
        assertThat(offsets(fixture.acquire(member, 9))).containsExactly(0L, 2L);

        fixture.crash();
        fixture.pass(CONFIG.resumeWindow());
        fixture.pass(Duration.ofMinutes(1));

        GroupMember next = fixture.await(fixture.group("queue").attach());
        List<AcquiredRecord> all = fixture.acquire(next, 9);
        assertThat(offsets(all)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(counts(all)).containsExactly(2, 1, 2, 1);
    }

    @Test
    void onceItWasDeliveredItCountsAsDeliveredAfterACrash() {
        fixture.send(dueIn(1_000), message(null, "now"));
        GroupMember member = fixture.await(queue.attach());
        fixture.acquire(member, 9);
        fixture.pass(Duration.ofSeconds(1));
        assertThat(offsets(fixture.acquire(member, 9))).containsExactly(0L);

        fixture.crash();
        fixture.pass(CONFIG.resumeWindow());

        GroupMember next = fixture.await(fixture.group("queue").attach());
        assertThat(counts(fixture.acquire(next, 9))).containsExactly(2, 2);
    }

    @Test
    void whoHoldsADelayedMessageKeepsItOverARestart() {
        fixture.send(dueIn(1_000), message(null, "now"));
        GroupMember member = fixture.await(queue.attach());
        fixture.acquire(member, 9);
        fixture.pass(Duration.ofSeconds(1));
        fixture.acquire(member, 9);
        List<RecordId> held = List.of(new RecordId(0, 0, 0), new RecordId(0, 1, 0));

        fixture.crash();
        GroupMember stranger = fixture.await(fixture.group("queue").attach());
        GroupMember back = fixture.await(fixture.group("queue").resume(member.id(), held));

        assertThat(fixture.acquire(stranger, 9)).isEmpty();
        fixture.await(back.acknowledge(held));
        assertThat(fixture.await(fixture.group("queue").backlog())).isZero();
    }

    @Test
    void nobodyIsAwaitedForWhatOnlyWaits() {
        fixture.send(dueIn(60_000), message(null, "now"));
        GroupMember member = fixture.await(queue.attach());
        fixture.await(member.acknowledge(ids(fixture.acquire(member, 9))));

        fixture.crash();
        fixture.send(message(null, "now"));

        GroupMember next = fixture.await(fixture.group("queue").attach());
        assertThat(offsets(fixture.acquire(next, 9))).containsExactly(2L);
    }

    @Test
    void everyViewGetsWhatIsDue() {
        fixture.send(dueIn(1_000), dueIn(1_000));
        GroupMember any = fixture.await(queue.attach());
        GroupMember delayed = fixture.await(queue.attach(MemberOptions.DEFAULTS.withFilter(containing("later"))));
        fixture.acquire(any, 1);
        fixture.acquire(delayed, 1);

        fixture.pass(Duration.ofSeconds(1));

        assertThat(offsets(fixture.acquire(delayed, 1))).containsExactly(0L);
        assertThat(offsets(fixture.acquire(any, 9))).containsExactly(1L);
    }

    @Test
    void manyWaitAndComeInTheOrderOfTheirTimes() {
        LogRecord[] messages = new LogRecord[3_000];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = dueIn(1_000 + 1_000L * ((i * 7) % 3));
        }
        fixture.send(messages);
        GroupMember member = fixture.await(queue.attach());
        assertThat(fixture.acquire(member, 1)).isEmpty();

        for (int second = 0; second < 3; second++) {
            fixture.pass(Duration.ofSeconds(1));
            List<AcquiredRecord> due = fixture.acquire(member, 5_000);
            assertThat(due).hasSize(1_000);
            assertThat(offsets(due)).isSorted();
        }
    }

    @Test
    void aRewindForgetsWhatWaited() {
        fixture.send(dueIn(1_000), message(null, "now"));
        GroupMember member = fixture.await(queue.attach());
        fixture.await(member.acknowledge(ids(fixture.acquire(member, 9))));

        fixture.await(queue.rewind(new GroupStart.Latest()));
        fixture.pass(Duration.ofSeconds(1));

        assertThat(fixture.acquire(member, 9)).isEmpty();
        assertThat(fixture.await(queue.backlog())).isZero();
    }

    @Test
    void whatIsDueSoonIsDeliveredThenAndNotWithATick() {
        GroupMember member = fixture.await(queue.attach());
        fixture.send(dueIn(700), dueIn(300), dueIn(60_000));
        fixture.acquire(member, 1);

        assertThat(fixture.later.alarms).hasSize(1);
        runAlarm(300);
        assertThat(offsets(fixture.acquire(member, 9))).containsExactly(1L);
        runAlarm(400);
        assertThat(offsets(fixture.acquire(member, 9))).containsExactly(0L);
        assertThat(fixture.later.alarms)
                .as("a tick sees to what is due much later")
                .isEmpty();
        fixture.pass(Duration.ofSeconds(59));
        runAlarm(300);
        assertThat(offsets(fixture.acquire(member, 9))).containsExactly(2L);
    }

    private void runAlarm(long delayMs) {
        HandRunExecutor.Alarm alarm = fixture.later.alarms.remove(0);
        assertThat(alarm.delayMs()).isEqualTo(delayMs);
        fixture.now = fixture.now.plusMillis(delayMs);
        alarm.task().run();
        fixture.settle();
    }

    private LogRecord dueIn(long ms) {
        return message(null, "later", "deliver", fixture.now.toEpochMilli() + ms);
    }
}
