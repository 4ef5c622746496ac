package io.replaymq.groups.membership;

import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The members of one consumer group and what it agreed on. Changed by replaying records only, at a start and after each decision. */
public final class Memberships {
    private final String group;
    private final TreeMap<String, Member> members = new TreeMap<>();
    private final Map<TopicPartition, Member> owners = new HashMap<>();
    private final Map<TopicPartition, Member> targets = new HashMap<>();
    private ConsumerGroupRecord.Epoch epoch;

    /** A group of which nothing is known. */
    public Memberships(String group) {
        this.group = group;
        this.epoch = new ConsumerGroupRecord.Epoch(group, 0, 0, Map.of());
    }

    /** What it agreed on last. */
    public ConsumerGroupRecord.Epoch epoch() {
        return epoch;
    }

    /** Its members, by id. */
    public Collection<Member> members() {
        return members.values();
    }

    /** The member of that id, if there is one. */
    public @Nullable Member member(String memberId) {
        return members.get(memberId);
    }

    /** Who has a partition, is being asked for it back included; null if it is free. */
    public @Nullable Member owner(TopicPartition partition) {
        return owners.get(partition);
    }

    /** Who is to have a partition. */
    @Nullable
    Member target(TopicPartition partition) {
        return targets.get(partition);
    }

    /** Applies a record; those that are not about membership change nothing. */
    public void replay(ConsumerGroupRecord record) {
        if (record instanceof ConsumerGroupRecord.Epoch next) {
            epoch = next;
        } else if (record instanceof ConsumerGroupRecord.Member joined) {
            known(joined.memberId()).replay(joined);
        } else if (record instanceof ConsumerGroupRecord.Target target) {
            Member member = known(target.memberId());
            member.target().forEach(each -> targets.remove(each, member));
            member.replay(target);
            member.target().forEach(each -> targets.put(each, member));
        } else if (record instanceof ConsumerGroupRecord.Current current) {
            Member member = known(current.memberId());
            release(member);
            member.replay(current);
            member.owned().keySet().forEach(each -> owners.put(each, member));
        } else if (record instanceof ConsumerGroupRecord.MemberRemoved removed) {
            remove(removed.memberId());
        }
    }

    private Member known(String memberId) {
        return members.computeIfAbsent(memberId, Member::new);
    }

    private void remove(String memberId) {
        Member member = members.remove(memberId);
        if (member != null) {
            release(member);
            member.target().forEach(each -> targets.remove(each, member));
        }
    }

    private void release(Member member) {
        member.owned().keySet().forEach(each -> owners.remove(each, member));
    }

    /** Checks what a start has replayed. @throws CorruptLogException if records contradict each other */
    public void ensureConsistent() {
        Map<TopicPartition, String> seen = new HashMap<>();
        for (Member member : members.values()) {
            if (!member.hasJoined()) {
                throw new CorruptLogException("group " + group + ": member " + member.memberId()
                        + " has an assignment, but no record of its joining");
            }
            for (TopicPartition each : member.owned().keySet()) {
                String other = seen.put(each, member.memberId());
                if (other != null) {
                    throw new CorruptLogException("group " + group + ": " + each + " belongs to members " + other
                            + " and " + member.memberId());
                }
            }
        }
    }

    /** The records that amount to this state. */
    public List<ConsumerGroupRecord> records() {
        List<ConsumerGroupRecord> records = new ArrayList<>();
        records.add(epoch);
        for (Member each : members.values()) {
            records.add(each.joined());
            records.add(new ConsumerGroupRecord.Target(group, each.memberId(), each.target()));
            records.add(new ConsumerGroupRecord.Current(
                    group, each.memberId(), each.generation(), each.assigned(), each.revoking()));
        }
        return records;
    }
}
