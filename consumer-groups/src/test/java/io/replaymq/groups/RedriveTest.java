package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.DeadLetter;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.Redriven;
import io.replaymq.groups.api.Redriven.Stop;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dead letters that are sent on: each once, as it was. */
final class RedriveTest {
    private static final String DEAD = GroupSettings.deadLetterTopicOf("orders");
    private static final GroupSettings SETTINGS = GroupSettings.DEFAULTS.withDeadLetterTopic(DEAD);

    private final GroupsFixture fixture = new GroupsFixture();
    private final SharedGroup queue = fixture.create("queue", SETTINGS);
    private final GroupMember alice = fixture.await(queue.attach());

    @Test
    void sendsThemBackToWhereTheyWereAsTheyWere() {
        giveUp(alice, 3, "no");
        List<RecordContent> before = contents("orders");

        Redriven redriven = fixture.await(fixture.groups.redrive(Redrive.from(DEAD)));

        assertThat(redriven).isEqualTo(new Redriven(3, 0, Stop.AT_THE_END));
        assertThat(contents("orders").subList(3, 6)).isEqualTo(before);
        List<AcquiredRecord> again = fixture.acquire(alice, 9);
        assertThat(offsets(again)).containsExactly(3L, 4L, 5L);
        assertThat(again).allMatch(each -> each.deliveryCount() == 1);
        assertThat(fixture.group(DEAD).lowestUnsettled(0)).isEqualTo(3);
        assertThat(fixture.await(queue.describe()).deadLetters()).isZero();
    }

    @Test
    void movesEachOnceHoweverOftenItIsAsked() {
        giveUp(alice, 4, "no");

        assertThat(fixture.await(fixture.groups.redrive(Redrive.from(DEAD).atMost(3))))
                .isEqualTo(new Redriven(3, 0, Stop.AT_THE_MOST));
        assertThat(fixture.await(fixture.groups.redrive(Redrive.from(DEAD))).moved())
                .isEqualTo(1);
        assertThat(fixture.await(fixture.groups.redrive(Redrive.from(DEAD))).moved())
                .isZero();
        assertThat(fixture.read("orders")).hasSize(8);
    }

    @Test
    void movesOnlyWhatIsAskedForAndToWhereItIsTold() {
        fixture.await(fixture.log.createTopic("repair", TopicConfig.DEFAULTS));
        giveUp(alice, 2, "broken");
        giveUp(alice, 3, "late");
        SharedGroup other = fixture.create("other", SETTINGS);
        giveUpHeld(fixture.await(other.attach()), 5, "late");

        Redriven redriven = fixture.await(fixture.groups.redrive(
                Redrive.from(DEAD).ofGroup("queue").because("late").to("repair")));

        assertThat(redriven).isEqualTo(new Redriven(3, 7, Stop.AT_THE_END));
        assertThat(contents("repair")).isEqualTo(contents("orders").subList(2, 5));
        assertThat(fixture.await(fixture.groups.redrive(Redrive.from(DEAD).ofTopic("elsewhere"))))
                .isEqualTo(new Redriven(0, 7, Stop.AT_THE_END));
    }

    @Test
    void takesNothingFromAConsumerAndDisturbsNone() {
        giveUp(alice, 6, "no");
        SharedGroup dead = fixture.group(DEAD);
        GroupMember sexton = fixture.await(dead.attach());
        List<AcquiredRecord> held = fixture.acquire(sexton, 2);

        Redriven redriven =
                fixture.await(fixture.groups.redrive(Redrive.from(DEAD).atMost(2)));

        assertThat(redriven).isEqualTo(new Redriven(2, 2, Stop.AT_THE_MOST));
        assertThat(offsets(fixture.acquire(sexton, 9))).containsExactly(4L, 5L);
        fixture.await(sexton.acknowledge(ids(held)));
        assertThat(dead.lowestUnsettled(0)).isEqualTo(4);
    }

    @Test
    void whatTheLogRefusesStaysADeadLetter() {
        giveUp(alice, 2, "no");
        fixture.log.refuseAppends(new BackpressureException("full"));
        assertThatThrownBy(() -> fixture.await(fixture.groups.redrive(Redrive.from(DEAD))))
                .hasCauseInstanceOf(BackpressureException.class);
        fixture.log.refuseAppends(null);

        assertThat(fixture.group(DEAD).inFlight()).isZero();
        GroupMember sexton = fixture.await(fixture.group(DEAD).attach());
        List<AcquiredRecord> held = fixture.acquire(sexton, 2);
        assertThat(offsets(held)).containsExactly(0L, 1L);
        assertThat(held).allMatch(each -> each.deliveryCount() == 1);
    }

    @Test
    void recordsThatAreNoDeadLettersOrLeadNowhereStay() {
        giveUp(alice, 1, "no");
        RecordContent plain = RecordContent.of(LogRecord.ofText(1, null, "plain"));
        put(plain);
        put(new DeadLetter("__groups", 0, 0, "g", "r", 1, 1).attachedTo(plain));
        put(new DeadLetter(DEAD, 0, 0, "g", "r", 1, 1).attachedTo(plain));
        put(new DeadLetter("gone", 0, 0, "g", "r", 1, 1).attachedTo(plain));
        long groupRecords = fixture.log.readableEnd(GroupsFixture.GROUPS);

        Redriven redriven = fixture.await(fixture.groups.redrive(Redrive.from(DEAD)));

        assertThat(redriven).isEqualTo(new Redriven(1, 4, Stop.AT_THE_END));
        assertThat(fixture.log.readableEnd(GroupsFixture.GROUPS)).isEqualTo(groupRecords + 1);
    }

    @Test
    void aMemberThatIsAwaitedKeepsItsDeadLetters() {
        giveUp(alice, 1, "no");
        GroupMember sexton = fixture.await(fixture.group(DEAD).attach());
        List<AcquiredRecord> held = fixture.acquire(sexton, 1);

        fixture.crash();

        assertThatThrownBy(() -> fixture.await(fixture.groups.redrive(Redrive.from(DEAD))))
                .hasCauseInstanceOf(BackpressureException.class);
        GroupMember back = fixture.await(fixture.group(DEAD).resume(sexton.id(), ids(held)));
        fixture.await(back.acknowledge(ids(held)));
        assertThat(fixture.await(fixture.groups.redrive(Redrive.from(DEAD))).moved())
                .isZero();
    }

    @Test
    void refusesTopicsThatDoNotExistAndNumbersOutOfRange() {
        assertThatThrownBy(() -> fixture.await(fixture.groups.redrive(Redrive.from("orders.none"))))
                .hasCauseInstanceOf(UnknownGroupException.class);
        assertThatThrownBy(() ->
                        fixture.await(fixture.groups.redrive(Redrive.from(DEAD).to("none"))))
                .hasCauseInstanceOf(UnknownTopicException.class);
        assertThatThrownBy(() -> Redrive.from(DEAD).atMost(0)).hasMessageContaining("max=0");
    }

    @SeededTest(runs = 60)
    void aCrashAtAnyStepLeavesEachInOnePlace(Seed seed) {
        GroupsFixture each = new GroupsFixture();
        GroupMember member = each.await(each.create("queue", SETTINGS).attach());
        each.send(20);
        each.await(member.reject(ids(each.acquire(member, 20)), "no"));
        each.await(member.leave());
        each.groups.redrive(Redrive.from(DEAD).atMost(7));
        each.groups.redrive(Redrive.from(DEAD).atMost(1 + seed.nextInt(9)));
        for (int steps = seed.nextInt(14); steps > 0 && each.hasSteps(); steps--) {
            each.step();
        }

        each.crash();
        each.await(each.groups.redrive(Redrive.from(DEAD)));

        List<String> sent = each.read("orders").stream().map(RedriveTest::text).toList();
        assertThat(sent.subList(20, sent.size())).containsExactlyInAnyOrderElementsOf(sent.subList(0, 20));
    }

    private void giveUp(GroupMember member, int count, String reason) {
        fixture.send(count);
        giveUpHeld(member, count, reason);
    }

    private void giveUpHeld(GroupMember member, int count, String reason) {
        fixture.await(member.reject(ids(fixture.acquire(member, count)), reason));
    }

    private void put(RecordContent content) {
        fixture.await(fixture.log.append(
                AppendSet.of(
                        new TopicPartition(DEAD, 0),
                        new RecordBatchBuilder(100).append(1, content).build()),
                Durability.DURABLE));
    }

    private List<RecordContent> contents(String topic) {
        return fixture.read(topic).stream().map(StoredRecord::content).toList();
    }

    private static String text(StoredRecord record) {
        return UTF_8.decode(record.content().value()).toString();
    }
}
