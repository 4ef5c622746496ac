package io.replaymq.groups.membership;

import io.replaymq.groups.api.GroupMembership;
import io.replaymq.groups.api.MemberAssignment;
import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import io.replaymq.log.api.TopicPartition;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One member of a consumer group: what it said, what it is to have, and what it has. Changed by replaying records only. */
public final class Member {
    private final String memberId;
    private ConsumerGroupRecord.@Nullable Member joined;
    private Set<TopicPartition> target = Set.of();
    private int generation;
    private Map<TopicPartition, Integer> assigned = Map.of();
    private Map<TopicPartition, Integer> revoking = Map.of();

    Member(String memberId) {
        this.memberId = memberId;
    }

    /** Its id. */
    public String memberId() {
        return memberId;
    }

    boolean hasJoined() {
        return joined != null;
    }

    /** What it joined with. @throws IllegalStateException if that record has not been replayed */
    public ConsumerGroupRecord.Member joined() {
        if (joined == null) {
            throw new IllegalStateException("member " + memberId + " never joined");
        }
        return joined;
    }

    /** The generation it was told last. */
    public int generation() {
        return generation;
    }

    /** What it is to have. */
    public Set<TopicPartition> target() {
        return target;
    }

    /** What it has, and since which generation. */
    public Map<TopicPartition, Integer> assigned() {
        return assigned;
    }

    /** What it is to give up and has not yet, and since which generation it has it. */
    public Map<TopicPartition, Integer> revoking() {
        return revoking;
    }

    /** Whether it has what it is to have, and nothing else. */
    public boolean isSettled() {
        return revoking.isEmpty() && assigned.keySet().equals(target);
    }

    MemberAssignment assignment() {
        return new MemberAssignment(new GroupMembership(memberId, generation), assigned.keySet());
    }

    /** Since which generation it has a partition, being revoked or not; null if it does not have it. */
    @Nullable
    Integer ownedSince(TopicPartition partition) {
        Integer since = assigned.get(partition);
        return since == null ? revoking.get(partition) : since;
    }

    Map<TopicPartition, Integer> owned() {
        Map<TopicPartition, Integer> owned = new HashMap<>(assigned);
        owned.putAll(revoking);
        return owned;
    }

    void replay(ConsumerGroupRecord.Member record) {
        joined = record;
    }

    void replay(ConsumerGroupRecord.Target record) {
        target = record.partitions();
    }

    void replay(ConsumerGroupRecord.Current record) {
        generation = record.generation();
        assigned = record.assigned();
        revoking = record.revoking();
    }
}
