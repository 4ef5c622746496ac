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
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.record.LogRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Members that want only some of a group's messages. */
final class MemberFilterTest {
    private static final MemberOptions RED = MemberOptions.DEFAULTS.withFilter(containing("red"));
    private static final MemberOptions BLUE = MemberOptions.DEFAULTS.withFilter(containing("blue"));
    private static final GroupsConfig SMALL_WINDOW = new GroupsConfig(16, 4 << 10, Duration.ofSeconds(10), 1 << 20);

    private final GroupsFixture fixture = new GroupsFixture();
    private final SharedGroup queue = fixture.create("queue");

    @Test
    void aMemberGetsWhatItWantsAndLeavesTheRestToOthers() {
        sendInTurn(fixture, 10);
        GroupMember red = fixture.await(queue.attach(RED));
        GroupMember any = fixture.await(queue.attach());

        assertThat(offsets(fixture.acquire(red, 3))).containsExactly(0L, 2L, 4L);
        assertThat(offsets(fixture.acquire(any, 4))).containsExactly(1L, 3L, 5L, 6L);
        assertThat(offsets(fixture.acquire(red, 9))).containsExactly(8L);
        assertThat(offsets(fixture.acquire(any, 9))).containsExactly(7L, 9L);
    }

    @Test
    void whatIsGivenBackIsThereAgainForEverybodyWhoWantsIt() {
        sendInTurn(fixture, 8);
        GroupMember red = fixture.await(queue.attach(RED));
        GroupMember any = fixture.await(queue.attach());
        List<AcquiredRecord> reds = fixture.acquire(red, 9);
        List<AcquiredRecord> rest = fixture.acquire(any, 9);

        fixture.await(red.release(ids(reds.subList(0, 2)), Seen.NOT_SEEN));
        fixture.await(any.release(ids(rest.subList(0, 1)), Seen.BY_APPLICATION));

        List<AcquiredRecord> again = fixture.acquire(any, 2);
        assertThat(offsets(again)).containsExactly(0L, 1L);
        assertThat(counts(again)).containsExactly(1, 2);
        assertThat(offsets(fixture.acquire(red, 9))).containsExactly(2L);
    }

    @Test
    void membersWithTheSameFilterShareOnePass() {
        AtomicInteger tests = new AtomicInteger();
        MemberOptions counting = MemberOptions.DEFAULTS.withFilter(MessageFilter.of("counting", each -> {
            tests.incrementAndGet();
            return each.offset() % 50 == 0;
        }));
        GroupMember one = fixture.await(queue.attach(counting));
        GroupMember other = fixture.await(queue.attach(counting));
        sendInTurn(fixture, 500);

        assertThat(offsets(fixture.acquire(one, 5))).containsExactly(0L, 50L, 100L, 150L, 200L);
        assertThat(offsets(fixture.acquire(other, 9))).containsExactly(250L, 300L, 350L, 400L, 450L);
        assertThat(tests).hasValue(500);
    }

    @Test
    void aRareMessageIsFoundBehindMoreThanAWindowOfOthers() {
        GroupsFixture small = new GroupsFixture(SMALL_WINDOW, 1);
        SharedGroup group = small.create("queue");
        sendBlue(small, 400);
        small.send(message(null, "red"));
        GroupMember red = small.await(group.attach(RED));
        GroupMember blue = small.await(group.attach(BLUE));

        assertThat(offsets(small.acquire(red, 1))).containsExactly(400L);
        assertThat(offsets(small.acquire(blue, 500)))
                .isEqualTo(IntStream.range(0, 400).asLongStream().boxed().toList());
        assertThat(small.await(group.backlog())).isEqualTo(401);
    }

    @Test
    void whoeverWaitsIsToldOfWhatItWants() {
        AtomicInteger told = new AtomicInteger();
        queue.onAcquirable(told::incrementAndGet);
        GroupMember red = fixture.await(queue.attach(RED));
        GroupMember blue = fixture.await(queue.attach(BLUE));
        fixture.acquire(red, 1);
        fixture.acquire(blue, 1);

        fixture.send(message(null, "blue"));
        fixture.settle();
        assertThat(told).hasValue(1);
        assertThat(offsets(fixture.acquire(blue, 1))).containsExactly(0L);

        fixture.send(message(null, "red"));
        fixture.settle();
        assertThat(told).hasValue(2);
        assertThat(offsets(fixture.acquire(red, 1))).containsExactly(1L);
    }

    @Test
    void afterACrashOnlyWhatMayHaveBeenDeliveredIsRedelivered() {
        sendBlue(fixture, 2_000);
        fixture.send(message(null, "red 1"), message(null, "blue"), message(null, "red 2"));
        GroupMember red = fixture.await(queue.attach(RED));
        assertThat(offsets(fixture.acquire(red, 1))).containsExactly(2_000L);

        fixture.crash();
        fixture.pass(CONFIG.resumeWindow());

        GroupMember next = fixture.await(fixture.group("queue").attach());
        List<AcquiredRecord> all = fixture.acquire(next, 3_000);
        assertThat(all).hasSize(2_003);
        assertThat(all.stream().filter(each -> each.deliveryCount() > 1).map(each -> each.id()
                        .offset()))
                .containsExactly(2_000L, 2_002L); // the second was announced with the first
    }

    @Test
    void afterACrashAMemberKeepsWhatItHoldsFarAheadOfTheOthers() {
        sendBlue(fixture, 2_000);
        fixture.send(message(null, "red 1"), message(null, "red 2"));
        GroupMember red = fixture.await(queue.attach(RED));
        List<RecordId> held = ids(fixture.acquire(red, 1));

        fixture.crash();
        GroupMember stranger = fixture.await(fixture.group("queue").attach(RED));
        assertThat(fixture.acquire(stranger, 1)).isEmpty();
        GroupMember back = fixture.await(fixture.group("queue").resume(red.id(), held, RED));

        List<AcquiredRecord> next = fixture.acquire(stranger, 9);
        assertThat(offsets(next)).containsExactly(2_001L);
        assertThat(counts(next)).containsExactly(1);
        fixture.await(back.acknowledge(held));
        assertThat(fixture.await(fixture.group("queue").backlog())).isEqualTo(2_001);
    }

    @Test
    void whatWasSettledFarAheadStaysSettled() {
        sendBlue(fixture, 1_500);
        fixture.send(message(null, "red"));
        GroupMember red = fixture.await(queue.attach(RED));
        fixture.await(red.acknowledge(ids(fixture.acquire(red, 1))));
        fixture.await(red.leave());

        fixture.crash();

        GroupMember next = fixture.await(fixture.group("queue").attach(RED));
        assertThat(fixture.acquire(next, 1)).isEmpty();
        GroupMember any = fixture.await(fixture.group("queue").attach());
        List<AcquiredRecord> rest = fixture.acquire(any, 2_000);
        assertThat(rest).hasSize(1_500).allMatch(each -> each.deliveryCount() == 1);
    }

    @Test
    void whatAMemberLeavesBehindIsThereForThoseWithAnotherFilter() {
        sendInTurn(fixture, 6);
        GroupMember red = fixture.await(queue.attach(RED));
        GroupMember any = fixture.await(queue.attach());
        fixture.acquire(red, 9);
        fixture.acquire(any, 9);

        fixture.await(red.leave());
        assertThat(offsets(fixture.acquire(any, 9))).containsExactly(0L, 2L, 4L);

        fixture.await(any.leave());
        GroupMember blue = fixture.await(queue.attach(BLUE));
        assertThat(offsets(fixture.acquire(blue, 9))).containsExactly(1L, 3L, 5L);
    }

    @Test
    void aMemberThatResumesMayWantSomethingElse() {
        sendInTurn(fixture, 6);
        GroupMember red = fixture.await(queue.attach(RED));
        List<RecordId> held = ids(fixture.acquire(red, 1));
        red.disconnect();

        GroupMember blue = fixture.await(queue.resume(red.id(), held, BLUE));

        assertThat(offsets(fixture.acquire(blue, 9))).containsExactly(1L, 3L, 5L);
        assertThat(queue.inFlight()).isEqualTo(4);
    }

    @Test
    void aRewindTakesEveryViewBack() {
        sendInTurn(fixture, 4);
        GroupMember red = fixture.await(queue.attach(RED));
        GroupMember any = fixture.await(queue.attach());
        fixture.await(red.acknowledge(ids(fixture.acquire(red, 9))));
        fixture.await(any.acknowledge(ids(fixture.acquire(any, 9))));

        fixture.await(queue.rewind(new GroupStart.Earliest()));

        assertThat(offsets(fixture.acquire(red, 9))).containsExactly(0L, 2L);
        assertThat(offsets(fixture.acquire(any, 9))).containsExactly(1L, 3L);
    }

    private static void sendInTurn(GroupsFixture fixture, int count) {
        LogRecord[] messages = new LogRecord[count];
        for (int i = 0; i < count; i++) {
            messages[i] = message(null, i % 2 == 0 ? "red" : "blue");
        }
        fixture.send(messages);
    }

    private static void sendBlue(GroupsFixture fixture, int count) {
        for (int sent = 0; sent < count; sent += 100) {
            LogRecord[] messages = new LogRecord[Math.min(100, count - sent)];
            for (int i = 0; i < messages.length; i++) {
                messages[i] = message(null, "blue");
            }
            fixture.send(messages);
        }
    }
}
