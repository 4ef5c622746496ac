package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.ORDERS;
import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static io.replaymq.groups.HeaderTraits.containing;
import static io.replaymq.groups.HeaderTraits.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.DeadLetter;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.StoredRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages whose time is over are not delivered. */
final class ExpirationTest {
    private static final GroupSettings EXPIRING = GroupSettings.DEFAULTS.withExpiryTopic("orders.expired");

    private final GroupsFixture fixture = new GroupsFixture();

    @Test
    void whatHasExpiredIsSettledAndNotDelivered() {
        SharedGroup queue = fixture.create("queue");
        fixture.send(expiringIn(-1), message(null, "for ever"), expiringIn(0), expiringIn(60_000));
        GroupMember member = fixture.await(queue.attach());

        assertThat(offsets(fixture.acquire(member, 9))).containsExactly(1L, 3L);
        assertThat(fixture.await(queue.backlog())).isEqualTo(2);
        assertThat(queue.lowestUnsettled(0)).isEqualTo(1);
    }

    @Test
    void whatExpiresInTheWindowIsNotDelivered() {
        SharedGroup queue = fixture.create("queue");
        GroupMember member = fixture.await(queue.attach());
        fixture.send(expiringIn(1_000), message(null, "for ever"));
        fixture.settle();

        fixture.now = fixture.now.plusSeconds(1);

        assertThat(offsets(fixture.acquire(member, 9))).containsExactly(1L);
        assertThat(fixture.await(queue.backlog())).isEqualTo(1);
    }

    @Test
    void whatExpiresIsSettledWithoutConsumersToo() {
        SharedGroup queue = fixture.create("queue");
        fixture.send(expiringIn(1_000), expiringIn(2_000), message(null, "for ever"));
        fixture.settle();

        fixture.pass(Duration.ofSeconds(1));
        assertThat(fixture.await(queue.backlog())).isEqualTo(2);
        fixture.pass(Duration.ofSeconds(1));

        assertThat(fixture.await(queue.backlog())).isEqualTo(1);
        assertThat(queue.lowestUnsettled(0)).isEqualTo(2);
    }

    @Test
    void movesToTheExpiryTopicWithItsSettling() {
        SharedGroup queue = fixture.create("queue", EXPIRING);
        fixture.send(expiringIn(-1), message(null, "for ever"), expiringIn(-1));
        fixture.settle();

        List<StoredRecord> expired = fixture.read("orders.expired");
        assertThat(expired).hasSize(2);
        DeadLetter letter = DeadLetter.in(expired.get(1).content()).orElseThrow();
        assertThat(letter.reason()).isEqualTo(DeadLetter.EXPIRED);
        assertThat(letter.topic()).isEqualTo("orders");
        assertThat(letter.offset()).isEqualTo(2);
        assertThat(letter.deliveries()).isZero();
        assertThat(fixture.await(queue.backlog())).isEqualTo(1);
        assertThat(fixture.await(fixture.group("orders.expired").backlog())).isEqualTo(2);
        assertThat(queue.inFlight()).isZero();
    }

    @Test
    void eachIsMovedOnceWhateverViewsThereAreAndAcrossARestart() {
        SharedGroup queue = fixture.create("queue", EXPIRING);
        fixture.await(queue.attach(MemberOptions.DEFAULTS.withFilter(containing("red"))));
        fixture.await(queue.attach());
        fixture.send(expiringIn(-1), expiringIn(-1), expiringIn(500));
        fixture.settle();
        assertThat(fixture.read("orders.expired")).hasSize(2);

        fixture.crash();
        fixture.pass(GroupsFixture.CONFIG.resumeWindow());

        assertThat(fixture.read("orders.expired").stream()
                        .map(each -> DeadLetter.in(each.content()).orElseThrow().offset()))
                .containsExactly(0L, 1L, 2L);
        assertThat(fixture.await(fixture.group("queue").backlog())).isZero();
    }

    @Test
    void readsOnBehindMoreThanMayExpireAtOnce() {
        GroupsFixture small = new GroupsFixture(new GroupsConfig(16, 4 << 10, Duration.ofSeconds(10), 1 << 20), 1);
        LogRecord[] expired = new LogRecord[10_000];
        for (int i = 0; i < expired.length; i++) {
            expired[i] = expiringIn(-1);
        }
        small.send(expired);
        small.send(message(null, "last"));
        SharedGroup queue = small.create("queue", EXPIRING);
        GroupMember member = small.await(queue.attach());

        assertThat(offsets(small.acquire(member, 1))).containsExactly(10_000L);
        assertThat(small.log.readableEnd(new TopicPartition("orders.expired", 0)))
                .isEqualTo(10_000);
        assertThat(queue.lowestUnsettled(0)).isEqualTo(10_000);
    }

    @Test
    void whoHasItMayKeepItAndWhatComesBackTooLateExpires() {
        SharedGroup queue = fixture.create("queue", EXPIRING);
        GroupMember member = fixture.await(queue.attach());
        fixture.send(expiringIn(1_000), expiringIn(1_000));
        var held = fixture.acquire(member, 9);

        fixture.pass(Duration.ofSeconds(2));
        fixture.await(member.acknowledge(ids(held.subList(0, 1))));
        fixture.await(member.release(ids(held.subList(1, 2)), Seen.BY_APPLICATION));

        assertThat(fixture.acquire(member, 9)).isEmpty();
        assertThat(fixture.read("orders.expired")).hasSize(1);
        assertThat(queue.lowestUnsettled(0)).isEqualTo(fixture.log.readableEnd(ORDERS));
    }

    @Test
    void expiredMessagesCanBeRedriven() {
        SharedGroup queue = fixture.create("queue", EXPIRING);
        fixture.send(expiringIn(-1));
        fixture.settle();

        assertThat(fixture.await(fixture.groups.redrive(Redrive.from("orders.expired")))
                        .moved())
                .isEqualTo(1);

        assertThat(fixture.read("orders.expired")).as("it has expired again").hasSize(2);
        assertThat(fixture.await(queue.backlog())).isZero();
    }

    private LogRecord expiringIn(long ms) {
        return message(null, "short-lived", "expire", fixture.now.toEpochMilli() + ms);
    }
}
