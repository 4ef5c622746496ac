package io.replaymq.groups;

import static io.replaymq.groups.ConsumerGroupsFixture.GROUP;
import static io.replaymq.groups.ConsumerGroupsFixture.orders;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.ConsumerGroupListing;
import io.replaymq.groups.api.GroupNotEmptyException;
import io.replaymq.groups.api.GroupPhase;
import io.replaymq.groups.api.Leaving;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AdministrationTest {
    private final ConsumerGroupsFixture fixture = new ConsumerGroupsFixture();

    @Test
    void listsGroupsWithAndWithoutMembers() {
        fixture.join("a");
        fixture.join("b");
        fixture.await(fixture.groups.reset("audit", Set.of(orders(0)), new OffsetTarget.Earliest()));

        assertThat(fixture.groups.list())
                .containsExactly(
                        new ConsumerGroupListing("audit", GroupPhase.EMPTY, 0),
                        new ConsumerGroupListing(GROUP, GroupPhase.RECONCILING, 2));
    }

    @Test
    void countsLagInMessagesThoughOffsetsHaveHoles() {
        fixture.send(orders(0), "a", "b", "c");
        fixture.log.skipTo(orders(0), 1_000);
        fixture.send(orders(0), "d", "e");
        fixture.send(orders(1), "f", "g");
        TestMember member = fixture.join("a");
        fixture.commit(member.membership(), orders(0), 1);
        fixture.commit(member.membership(), orders(1), 1);

        ConsumerGroupDescription group = fixture.await(fixture.groups.describe(GROUP));

        assertThat(group.progress().get(orders(0)).lag()).isEqualTo(4);
        assertThat(group.progress().get(orders(1)).lag()).isEqualTo(1);
        assertThat(group.progress().get(orders(2)).lag())
                .as("nothing committed")
                .isNull();
        assertThat(group.progress().get(orders(2)).memberId()).isEqualTo("a");
        assertThat(group.members().get(0).assigned()).hasSize(4);
    }

    @Test
    void setsOffsetsOfAGroupWithoutMembers() {
        for (int i = 0; i < 10; i++) {
            fixture.send(orders(0), "v" + i);
        }
        fixture.commit(null, orders(0), 4);
        fixture.commit(null, orders(1), 0);

        assertThat(reset(new OffsetTarget.Latest())).isEqualTo(10);
        assertThat(reset(new OffsetTarget.ShiftBy(-3))).isEqualTo(7);
        assertThat(reset(new OffsetTarget.ShiftBy(Long.MAX_VALUE))).isEqualTo(10);
        assertThat(reset(new OffsetTarget.ToOffset(6))).isEqualTo(6);
        assertThat(reset(new OffsetTarget.ToOffset(99))).isEqualTo(10);
        assertThat(reset(new OffsetTarget.ToTime(0))).isZero();
        assertThat(reset(new OffsetTarget.Earliest())).isZero();
        assertThat(fixture.await(fixture.groups.reset(GROUP, Set.of(), new OffsetTarget.Latest())))
                .isEqualTo(Map.of(orders(0), CommittedOffset.of(10), orders(1), CommittedOffset.of(0)));
        fixture.crash();
        assertThat(fixture.committed(orders(0))).isEqualTo(CommittedOffset.of(10));
    }

    private long reset(OffsetTarget to) {
        fixture.await(fixture.groups.reset(GROUP, Set.of(orders(0)), to));
        return fixture.committed(orders(0)).offset();
    }

    @Test
    void refusesToPullOffsetsFromUnderMembers() {
        TestMember member = fixture.join("a");
        fixture.commit(member.membership(), orders(0), 1);

        assertThat(fixture.failure(fixture.groups.reset(GROUP, Set.of(), new OffsetTarget.Earliest())))
                .isInstanceOf(GroupNotEmptyException.class)
                .hasMessageContaining("1 members");
        assertThat(fixture.failure(fixture.groups.delete(GROUP))).isInstanceOf(GroupNotEmptyException.class);
        assertThat(fixture.committed(orders(0))).isEqualTo(CommittedOffset.of(1));
    }

    @Test
    void deletesAGroupForGood() {
        TestMember member = fixture.join("a");
        fixture.commit(member.membership(), orders(0), 1);
        member.leave(Leaving.FOR_GOOD);

        fixture.await(fixture.groups.delete(GROUP));

        assertThat(fixture.groups.exists(GROUP)).isFalse();
        fixture.crash();
        assertThat(fixture.groups.list()).isEmpty();
        assertThat(fixture.committed(orders(0))).isNull();
        assertThat(fixture.join("b").membership().generation()).isEqualTo(1);
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(fixture.failure(fixture.groups.describe("nobody"))).isInstanceOf(UnknownGroupException.class);
        assertThat(fixture.failure(fixture.groups.delete("nobody"))).isInstanceOf(UnknownGroupException.class);
        assertThat(fixture.failure(fixture.groups.reset("nobody", Set.of(), new OffsetTarget.Latest())))
                .isInstanceOf(UnknownGroupException.class);
        assertThat(fixture.failure(fixture.groups.reset(
                        GROUP, Set.of(new TopicPartition("nowhere", 0)), new OffsetTarget.Latest())))
                .isInstanceOf(UnknownTopicException.class);
    }
}
