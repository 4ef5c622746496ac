package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.Standing;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups that read all topics of names with wildcards. */
final class ManyTopicsTest {
    private final GroupsFixture fixture = new GroupsFixture();

    @Test
    void readsTheTopicsThatAreMeantEachInOrder() {
        make("news.a", 1);
        make("news.b", 2);
        make("other", 1);
        SharedGroup group = subscribe(new GroupStart.Earliest());
        GroupMember alice = fixture.await(group.attach());
        send("news.a", 0, "a1", "a2");
        send("news.b", 0, "b1");
        send("news.b", 1, "c1", "c2");
        send("other", 0, "not for it");

        List<AcquiredRecord> all = fixture.acquire(alice, 10);

        assertThat(texts(all)).containsExactlyInAnyOrder("a1", "a2", "b1", "c1", "c2");
        assertThat(texts(all)).containsSubsequence("a1", "a2").containsSubsequence("c1", "c2");
        for (AcquiredRecord each : all) {
            TopicPartition source = group.source(each.id().partition());
            String expected = texts(List.of(each)).get(0).startsWith("a") ? "news.a" : "news.b";
            assertThat(source.topic()).isEqualTo(expected);
        }
        assertThat(fixture.await(group.backlog())).isEqualTo(5);
        fixture.await(alice.acknowledge(ids(all)));
        assertThat(fixture.await(group.backlog())).isZero();
    }

    @Test
    void topicsThatComeLaterAreReadFromTheirBeginning() {
        make("news.a", 1);
        send("news.a", 0, "before");
        SharedGroup group = subscribe(new GroupStart.Latest());
        GroupMember alice = fixture.await(group.attach());
        assertThat(fixture.acquire(alice, 1)).isEmpty();
        int[] told = new int[1];
        group.onAcquirable(() -> told[0]++);

        make("news.b", 1);
        send("news.b", 0, "first");
        fixture.pass(Duration.ofMillis(250));

        assertThat(told[0]).isPositive();
        assertThat(texts(fixture.acquire(alice, 5))).containsExactly("first");
    }

    @Test
    void beginsWithoutAnyTopic() {
        SharedGroup group = subscribe(new GroupStart.Earliest());
        GroupMember alice = fixture.await(group.attach());
        assertThat(fixture.acquire(alice, 1)).isEmpty();
        assertThat(fixture.await(group.backlog())).isZero();

        fixture.crash();
        make("news.a", 1);
        send("news.a", 0, "first");
        fixture.pass(Duration.ofMillis(250));
        GroupMember back = fixture.await(fixture.group("many").resume(alice.id(), List.of(), MemberOptions.DEFAULTS));

        assertThat(back.standing()).isEqualTo(Standing.HOLDS);
        assertThat(texts(fixture.acquire(back, 5))).containsExactly("first");
    }

    @Test
    void partitionsAddedToOneOfItsTopicsAreReadToo() {
        make("news.a", 1);
        make("news.b", 1);
        GroupMember alice = fixture.await(subscribe(new GroupStart.Latest()).attach());

        fixture.await(fixture.log.alterTopic("news.a", TopicConfig.DEFAULTS.withPartitions(2)));
        send("news.a", 1, "added");
        fixture.pass(Duration.ofMillis(250));

        assertThat(texts(fixture.acquire(alice, 5))).containsExactly("added");
    }

    @Test
    void whatIsHeldOfManyTopicsIsKeptOverARestart() {
        make("news.b", 1);
        SharedGroup group = subscribe(new GroupStart.Earliest());
        GroupMember alice = fixture.await(group.attach());
        make("news.a", 1); // before the other by name, behind it by number
        fixture.pass(Duration.ofMillis(250));
        send("news.a", 0, "a1", "a2");
        send("news.b", 0, "b1", "b2");
        List<AcquiredRecord> all = fixture.acquire(alice, 4);
        List<RecordId> held = ids(all.stream()
                .filter(each -> texts(List.of(each)).get(0).endsWith("2"))
                .toList());
        List<RecordId> settled = new ArrayList<>(ids(all));
        settled.removeAll(held);
        fixture.await(alice.acknowledge(settled));

        fixture.crash();
        SharedGroup again = fixture.group("many");
        GroupMember back = fixture.await(again.resume(alice.id(), held, MemberOptions.DEFAULTS));
        assertThat(fixture.acquire(back, 4)).isEmpty();
        fixture.await(back.release(held, Seen.BY_APPLICATION));

        List<AcquiredRecord> redelivered = fixture.acquire(back, 4);
        assertThat(texts(redelivered)).containsExactlyInAnyOrder("a2", "b2");
        assertThat(ids(redelivered)).containsExactlyInAnyOrderElementsOf(held);
        assertThat(redelivered)
                .allSatisfy(each -> assertThat(each.deliveryCount()).isEqualTo(2));
    }

    @Test
    void whatAllItsTopicsHaveForItIsKeptFromRetention() {
        make("news.a", 1);
        SharedGroup group = subscribe(new GroupStart.Earliest());
        GroupMember alice = fixture.await(group.attach());
        make("news.b", 1);
        fixture.pass(Duration.ofMillis(250));
        send("news.a", 0, "a1");
        send("news.b", 0, "b1");
        fixture.await(alice.acknowledge(ids(fixture.acquire(alice, 2))));

        assertThat(group.lowestUnsettled(0)).isEqualTo(1);
        assertThat(group.lowestUnsettled(1)).isEqualTo(1);
        fixture.await(fixture.groups.delete("many"));
        assertThat(fixture.groups.find("many")).isEmpty();
    }

    @Test
    void isRewoundInAllTopicsButNotToAnOffset() {
        make("news.a", 1);
        make("news.b", 1);
        SharedGroup group = subscribe(new GroupStart.Earliest());
        GroupMember alice = fixture.await(group.attach());
        send("news.a", 0, "a1");
        send("news.b", 0, "b1");
        fixture.await(alice.acknowledge(ids(fixture.acquire(alice, 2))));

        fixture.await(group.rewind(new GroupStart.Earliest()));

        assertThat(texts(fixture.acquire(alice, 2))).containsExactlyInAnyOrder("a1", "b1");
        assertThatThrownBy(() -> fixture.await(group.rewind(new GroupStart.AtOffset(0, 0))))
                .hasCauseInstanceOf(InvalidTopicException.class);
    }

    @Test
    void goesOnWithTheOthersWhenATopicIsGone() {
        make("news.a", 1);
        make("news.b", 1);
        SharedGroup group = subscribe(new GroupStart.Earliest());
        GroupMember alice = fixture.await(group.attach());
        send("news.b", 0, "b1");
        assertThat(fixture.acquire(alice, 1)).hasSize(1);
        fixture.await(fixture.log.deleteTopic("news.a"));

        fixture.crash();
        SharedGroup again = fixture.group("many");
        GroupMember bob = fixture.await(again.attach());
        fixture.pass(GroupsFixture.CONFIG.resumeWindow());

        assertThat(texts(fixture.acquire(bob, 5))).containsExactly("b1");
        assertThat(fixture.await(again.backlog())).isEqualTo(1);
        fixture.await(again.rewind(new GroupStart.Earliest()));
        assertThat(texts(fixture.acquire(bob, 5))).containsExactly("b1");
    }

    @Test
    void givesUpIntoATopicThatItDoesNotRead() {
        make("news.a", 1);
        SharedGroup group = subscribe(new GroupStart.Earliest());
        GroupSettings limited = GroupSettings.DEFAULTS.withDeliveryLimit(1);
        assertThatThrownBy(() -> fixture.await(group.alter(limited.withDeadLetterTopic("news.dead"))))
                .hasCauseInstanceOf(InvalidTopicException.class);
        fixture.await(group.alter(limited.withDeadLetterTopic("dead")));
        GroupMember alice = fixture.await(group.attach());
        send("news.a", 0, "a1");

        fixture.await(alice.release(ids(fixture.acquire(alice, 1)), Seen.BY_APPLICATION));
        fixture.settle();

        assertThat(fixture.read("dead")).hasSize(1);
        assertThat(fixture.await(group.backlog())).isZero();
    }

    @Test
    void readsAheadLessTheMoreThereAre() {
        GroupsConfig small = new GroupsConfig(64, 1 << 20, GroupsFixture.CONFIG.resumeWindow(), 1 << 20);
        GroupsFixture narrow = new GroupsFixture(small, 1);
        for (int i = 0; i < 100; i++) {
            narrow.await(narrow.log.createTopic("news." + i, TopicConfig.DEFAULTS));
        }
        GroupMember alice = narrow.await(narrow.await(narrow.groups.create(
                        new GroupSpec("many", "news.#", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest())))
                .attach());
        for (int i = 0; i < 100; i++) {
            narrow.send(new TopicPartition("news." + i, 0), 3);
        }
        narrow.settle();

        int atOnce = alice.acquire(1_000).size();

        assertThat(atOnce)
                .as("those of the first topics, and one of each of the last")
                .isBetween(100, 299);
        assertThat(narrow.acquire(alice, 1_000)).hasSize(300 - atOnce);
    }

    private void make(String topic, int partitions) {
        fixture.await(fixture.log.createTopic(topic, TopicConfig.DEFAULTS.withPartitions(partitions)));
    }

    private SharedGroup subscribe(GroupStart start) {
        return fixture.await(
                fixture.groups.create(new GroupSpec("many", "news.#", GroupLifetime.UNTIL_DELETED, start)));
    }

    private void send(String topic, int partition, String... texts) {
        for (String each : texts) {
            fixture.send(new TopicPartition(topic, partition), LogRecord.ofText(1, null, each));
        }
    }
}
