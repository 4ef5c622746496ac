package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.CONFIG;
import static io.replaymq.groups.GroupsFixture.SECOND;
import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static io.replaymq.groups.GroupsFixture.texts;
import static io.replaymq.groups.HeaderTraits.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The messages of a message group go to one member, in order, as long as it is there. */
final class MessageGroupTest {
    private final GroupsFixture fixture = new GroupsFixture();
    private final SharedGroup queue = fixture.create("queue");

    @Test
    void theMessagesOfAGroupGoToOneMember() {
        GroupMember one = attach();
        GroupMember other = attach();
        fixture.send(of("a", "a1"), of("b", "b1"), of("a", "a2"), of("b", "b2"), of("a", "a3"), of(null, "free"));

        assertThat(texts(fixture.acquire(one, 1))).containsExactly("a1");
        assertThat(texts(fixture.acquire(other, 9))).containsExactly("b1", "b2", "free");
        assertThat(texts(fixture.acquire(one, 9))).containsExactly("a2", "a3");

        fixture.send(of("b", "b3"), of("a", "a4"));
        assertThat(texts(fixture.acquire(one, 9))).containsExactly("a4");
        assertThat(texts(fixture.acquire(other, 9))).containsExactly("b3");
    }

    @Test
    void whatWasThereBeforeAnybodyCameIsDividedByGroupsToo() {
        fixture.send(of("a", "a1"), of("b", "b1"), of("a", "a2"));
        fixture.settle();
        GroupMember one = attach();
        GroupMember other = attach();

        assertThat(texts(fixture.acquire(one, 1))).containsExactly("a1");
        assertThat(texts(fixture.acquire(other, 9))).containsExactly("b1");
        assertThat(texts(fixture.acquire(one, 9))).containsExactly("a2");
        assertThat(fixture.await(queue.backlog())).isEqualTo(3);
    }

    @Test
    void handsOverWhatIsLeftInOrderWhenItsMemberLeaves() {
        GroupMember one = attach();
        GroupMember other = attach();
        fixture.send(of("a", "a1"), of("a", "a2"), of("a", "a3"));
        assertThat(texts(fixture.acquire(one, 2))).containsExactly("a1", "a2");
        assertThat(fixture.acquire(other, 9)).isEmpty();

        fixture.await(one.leave());

        assertThat(texts(fixture.acquire(other, 9))).containsExactly("a1", "a2", "a3");
    }

    @Test
    void handsOverInOrderWhenItsMemberIsFenced() {
        GroupMember one = attach();
        GroupMember other = attach();
        fixture.send(of("a", "a1"), of("a", "a2"), of("b", "b1"));
        assertThat(texts(fixture.acquire(one, 1))).containsExactly("a1");
        one.disconnect();
        assertThat(texts(fixture.acquire(other, 9)))
                .as("its member may come back")
                .containsExactly("b1");

        fixture.pass(CONFIG.resumeWindow());

        List<AcquiredRecord> rest = fixture.acquire(other, 9);
        assertThat(texts(rest)).containsExactly("a1", "a2");
        assertThat(GroupsFixture.counts(rest)).containsExactly(2, 1);
    }

    @Test
    void nothingOvertakesWhatWasGivenBack() {
        GroupMember one = attach();
        fixture.send(of("a", "a1"), of("b", "b1"), of("a", "a2"), of("b", "b2"));
        List<AcquiredRecord> first = fixture.acquire(one, 1);

        fixture.await(one.releaseAfter(ids(first), Duration.ofSeconds(5)));
        assertThat(texts(fixture.acquire(one, 9))).containsExactly("b1", "b2");
        fixture.pass(Duration.ofSeconds(5));

        assertThat(texts(fixture.acquire(one, 9))).containsExactly("a1", "a2");
    }

    @Test
    void nothingOvertakesWhatIsOnItsWayBack() {
        GroupMember one = attach();
        fixture.send(of("a", "a1"), of("a", "a2"));
        List<AcquiredRecord> first = fixture.acquire(one, 1);

        var released = one.release(ids(first), Seen.BY_APPLICATION);
        assertThat(one.acquire(9)).as("its count is not in the log yet").isEmpty();
        fixture.await(released);

        assertThat(texts(fixture.acquire(one, 9))).containsExactly("a1", "a2");
    }

    @Test
    void whatIsGivenBackUnseenGoesToTheSameMemberFirst() {
        GroupMember one = attach();
        GroupMember other = attach();
        fixture.send(of("a", "a1"), of("a", "a2"), of("a", "a3"));
        List<AcquiredRecord> held = fixture.acquire(one, 2);

        fixture.await(one.release(ids(held), Seen.NOT_SEEN));

        assertThat(fixture.acquire(other, 9)).isEmpty();
        assertThat(texts(fixture.acquire(one, 9))).containsExactly("a1", "a2", "a3");
    }

    @Test
    void aRestIsKeptInOrderOverARestart() {
        GroupMember one = attach();
        fixture.send(of("a", "a1"), of("a", "a2"), of("b", "b1"));
        List<AcquiredRecord> first = fixture.acquire(one, 1);
        fixture.await(one.releaseAfter(ids(first), Duration.ofMinutes(1)));

        fixture.crash();
        fixture.pass(CONFIG.resumeWindow());
        GroupMember next = fixture.await(fixture.group("queue").attach());
        assertThat(texts(fixture.acquire(next, 9))).containsExactly("b1");
        fixture.pass(Duration.ofMinutes(1));

        assertThat(texts(fixture.acquire(next, 9))).containsExactly("a1", "a2");
    }

    @Test
    void membersKeepTheGroupsOfWhatTheyHoldOverARestart() {
        GroupMember one = attach();
        GroupMember other = attach();
        fixture.send(of("a", "a1"), of("b", "b1"), of("a", "a2"), of("b", "b2"));
        List<RecordId> heldByOne = ids(fixture.acquire(one, 1));
        List<RecordId> heldByOther = ids(fixture.acquire(other, 1));
        assertThat(heldByOther.get(0).offset()).isEqualTo(1);

        fixture.crash();
        GroupMember otherAgain = fixture.await(fixture.group("queue").resume(other.id(), heldByOther));
        GroupMember oneAgain = fixture.await(fixture.group("queue").resume(one.id(), heldByOne));

        assertThat(texts(fixture.acquire(otherAgain, 9))).containsExactly("b2");
        assertThat(texts(fixture.acquire(oneAgain, 9))).containsExactly("a2");
    }

    @Test
    void aMemberThatIsStuckHoldsUpOnlyItsOwnGroups() {
        GroupsFixture small = new GroupsFixture(new GroupsConfig(64, 16 << 10, Duration.ofSeconds(10), 1 << 20), 1);
        SharedGroup group = small.create("queue");
        GroupMember stuck = small.await(group.attach());
        GroupMember other = small.await(group.attach());
        small.send(of("a", "a"));
        assertThat(small.acquire(stuck, 1)).hasSize(1);
        for (int i = 0; i < 300; i++) {
            small.send(of("a", "a"));
        }
        small.send(of("b", "b"));

        assertThat(offsets(small.acquire(other, 1))).containsExactly(301L);
        assertThat(small.acquire(stuck, 400)).hasSize(300);
    }

    @Test
    void aGroupHasOneMemberInAllPartitions() {
        GroupsFixture two = new GroupsFixture(CONFIG, 2);
        SharedGroup group = two.create("queue");
        GroupMember one = two.await(group.attach());
        GroupMember other = two.await(group.attach());
        two.send(of("a", "a1"));
        assertThat(two.acquire(one, 1)).hasSize(1);
        two.send(new TopicPartition(GroupsFixture.TOPIC, 1), of("a", "a2"));

        assertThat(two.acquire(other, 9)).isEmpty();
        assertThat(texts(two.acquire(one, 9))).containsExactly("a2");
    }

    @Test
    void afterACrashOnlyWhatMayHaveBeenDeliveredIsRedelivered() {
        GroupMember one = attach();
        LogRecord[] messages = new LogRecord[1_500];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = of(i % 2 == 0 ? "a" : "b", "message");
        }
        fixture.send(messages);
        assertThat(fixture.acquire(one, 1)).hasSize(1);
        GroupMember other = attach();
        fixture.acquire(other, 1);

        fixture.crash();
        fixture.groups.tick(0);
        fixture.pass(CONFIG.resumeWindow().plusNanos(SECOND));

        GroupMember next = fixture.await(fixture.group("queue").attach());
        List<AcquiredRecord> all = new ArrayList<>(fixture.acquire(next, 2_000));
        assertThat(offsets(all)).hasSize(1_500).isSorted();
        assertThat(all.get(0).deliveryCount()).isEqualTo(2);
        assertThat(all.get(1_498).deliveryCount())
                .as("of the other member: never read ahead for its own")
                .isEqualTo(1);
    }

    /** Views change when the first message with a group is met; who waits at the old one must not be forgotten. */
    @Test
    void whoeverWaitsIsToldOfTheFirstMessageWithAGroup() {
        GroupMember one = attach();
        GroupMember other = attach();
        List<String> got = new ArrayList<>();
        queue.onAcquirable(() -> {
            got.addAll(texts(one.acquire(1)));
            got.addAll(texts(other.acquire(1)));
        });
        assertThat(one.acquire(1)).isEmpty();
        assertThat(other.acquire(1)).isEmpty();

        fixture.send(of("a", "a1"), of("b", "b1"));
        fixture.settle();

        assertThat(got).containsExactlyInAnyOrder("a1", "b1");
    }

    private GroupMember attach() {
        return fixture.await(queue.attach());
    }

    private static LogRecord of(String group, String text) {
        return message(group, text);
    }
}
