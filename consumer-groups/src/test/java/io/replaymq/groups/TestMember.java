package io.replaymq.groups;

import io.replaymq.groups.api.GroupMembership;
import io.replaymq.groups.api.Heartbeat;
import io.replaymq.groups.api.JoinRequest;
import io.replaymq.groups.api.Leaving;
import io.replaymq.groups.api.MemberAssignment;
import io.replaymq.log.api.TopicPartition;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A member that does what it is told: takes what it is given, and gives up what is missing when the test lets it. */
final class TestMember {
    private final ConsumerGroupsFixture fixture;
    private final JoinRequest request;
    private final Set<TopicPartition> held = new HashSet<>();
    private @Nullable MemberAssignment told;
    int changes;

    TestMember(ConsumerGroupsFixture fixture, JoinRequest request) {
        this.fixture = fixture;
        this.request = request;
    }

    void join() {
        take(fixture.await(fixture.groups.join(request, () -> changes++)));
    }

    /** A heartbeat that names what it holds. */
    TestMember beat() {
        take(fixture.await(fixture.groups.heartbeat(heartbeat())));
        return this;
    }

    Heartbeat heartbeat() {
        return new Heartbeat(request.group(), membership(), null, held);
    }

    /** Gives up what it was told to, and says so. */
    TestMember release() {
        held.retainAll(told().partitions());
        return beat();
    }

    void leave(Leaving how) {
        fixture.await(fixture.groups.leave(request.group(), request.memberId(), how));
    }

    private void take(MemberAssignment assignment) {
        told = assignment;
        held.addAll(assignment.partitions());
    }

    MemberAssignment told() {
        return Objects.requireNonNull(told);
    }

    GroupMembership membership() {
        return told().membership();
    }

    Set<TopicPartition> held() {
        return held;
    }

    Set<TopicPartition> assigned() {
        return told().partitions();
    }

    String id() {
        return request.memberId();
    }
}
