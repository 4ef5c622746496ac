package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.HeaderTraits.containing;
import static io.replaymq.groups.HeaderTraits.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.BrowsePage;
import io.replaymq.groups.api.BrowsePosition;
import io.replaymq.groups.api.BrowsedRecord;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Looking at a group's messages without taking any. */
final class BrowseTest {
    private final GroupsFixture fixture = new GroupsFixture();
    private final SharedGroup queue = fixture.create("queue");

    @Test
    void showsWhatIsNeitherSettledNorWithSomebody() {
        fixture.send(6);
        GroupMember member = fixture.await(queue.attach());
        List<AcquiredRecord> taken = fixture.acquire(member, 3);
        fixture.await(member.acknowledge(ids(taken.subList(1, 2))));
        fixture.await(member.release(ids(taken.subList(2, 3)), Seen.BY_APPLICATION));

        List<BrowsedRecord> seen = all(10, MessageFilter.ALL);

        assertThat(offsets(seen)).containsExactly(2L, 3L, 4L, 5L);
        assertThat(seen.stream().map(BrowsedRecord::deliveries)).containsExactly(1, 0, 0, 0);
        assertThat(queue.inFlight()).isEqualTo(1);
    }

    @Test
    void goesOnPageByPageToWhereItEndedWhenItBegan() {
        fixture.send(5);
        BrowsePage first = page(BrowsePosition.BEGINNING, 2, MessageFilter.ALL);
        fixture.send(5);

        BrowsePage second = page(first.next(), 2, MessageFilter.ALL);
        BrowsePage third = page(second.next(), 2, MessageFilter.ALL);

        assertThat(offsets(first.messages())).containsExactly(0L, 1L);
        assertThat(offsets(second.messages())).containsExactly(2L, 3L);
        assertThat(offsets(third.messages())).containsExactly(4L);
        assertThat(third.next()).isNull();
    }

    @Test
    void passesOverADeepBacklogOnceWhateverTheFilterAndThePages() {
        LogRecord[] messages = new LogRecord[5_000];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = message(null, i % 500 == 7 ? "red" : "blue");
        }
        for (int i = 0; i < messages.length; i += 100) {
            fixture.send(Arrays.copyOfRange(messages, i, i + 100));
        }
        AtomicInteger tests = new AtomicInteger();
        MessageFilter counting = MessageFilter.of("counting", each -> {
            tests.incrementAndGet();
            return HeaderTraits.text(each).equals("red");
        });

        assertThat(offsets(all(3, counting)))
                .isEqualTo(LongStream.range(0, 10).mapToObj(i -> 500 * i + 7).toList());
        assertThat(tests).hasValue(5_000);
    }

    @Test
    void aPageHoldsNoMoreThanItIsAskedFor() {
        fixture.send(message(null, "x".repeat(300)), message(null, "y".repeat(300)), message(null, "z"));

        BrowsePage page = fixture.await(queue.browse(BrowsePosition.BEGINNING, 10, 400, MessageFilter.ALL));
        assertThat(offsets(page.messages())).containsExactly(0L, 1L);
        page = fixture.await(queue.browse(BrowsePosition.BEGINNING, 10, 1, MessageFilter.ALL));
        assertThat(offsets(page.messages())).containsExactly(0L);
    }

    @Test
    void doesNotShowWhatWaitsOrHasExpired() {
        long now = fixture.now.toEpochMilli();
        fixture.send(
                message(null, "later", "deliver", now + 1_000),
                message(null, "over", "expire", now + 500),
                message(null, "now"));
        assertThat(offsets(all(9, MessageFilter.ALL))).containsExactly(1L, 2L);

        fixture.pass(Duration.ofSeconds(1));

        assertThat(offsets(all(9, MessageFilter.ALL))).containsExactly(0L, 2L);
    }

    @Test
    void showsOnlyWhatBelongsToTheGroup() {
        SharedGroup red = fixture.await(fixture.groups.create(new GroupSpec(
                "red", GroupsFixture.TOPIC, GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest(), "red")));
        fixture.send(message(null, "red square"), message(null, "blue square"), message(null, "red circle"));

        BrowsePage page = fixture.await(red.browse(BrowsePosition.BEGINNING, 9, 1_000, containing("square")));

        assertThat(offsets(page.messages())).containsExactly(0L);
    }

    @Test
    void readsAllPartitions() {
        GroupsFixture three = new GroupsFixture(GroupsFixture.CONFIG, 3);
        SharedGroup group = three.create("queue");
        for (int i = 0; i < 3; i++) {
            three.send(new TopicPartition(GroupsFixture.TOPIC, i), 2);
        }

        BrowsePage first = three.await(group.browse(BrowsePosition.BEGINNING, 3, 1_000, MessageFilter.ALL));
        BrowsePage second = three.await(group.browse(first.next(), 9, 1_000, MessageFilter.ALL));

        assertThat(first.messages().stream().map(each -> each.id().partition())).containsExactly(0, 0, 1);
        assertThat(second.messages().stream().map(each -> each.id().partition()))
                .containsExactly(1, 2, 2);
        assertThat(second.next()).isNull();
    }

    @Test
    void endsWithItsGroup() {
        fixture.send(5);
        BrowsePage first = page(BrowsePosition.BEGINNING, 2, MessageFilter.ALL);
        fixture.await(fixture.groups.delete("queue"));

        assertThatThrownBy(() -> page(first.next(), 2, MessageFilter.ALL))
                .hasCauseInstanceOf(UnknownGroupException.class);
    }

    private List<BrowsedRecord> all(int pageSize, MessageFilter filter) {
        List<BrowsedRecord> all = new ArrayList<>();
        BrowsePosition position = BrowsePosition.BEGINNING;
        while (position != null) {
            BrowsePage page = page(position, pageSize, filter);
            assertThat(page.messages()).hasSizeLessThanOrEqualTo(pageSize);
            all.addAll(page.messages());
            position = page.next();
        }
        return all;
    }

    private BrowsePage page(BrowsePosition from, int size, MessageFilter filter) {
        return fixture.await(queue.browse(from, size, 1 << 20, filter));
    }

    private static List<Long> offsets(List<BrowsedRecord> messages) {
        return messages.stream().map(each -> each.id().offset()).toList();
    }
}
