package io.replaymq.groups.api;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicPartition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The coordinator of all consumer groups of one log: who reads which partition, and how far each group is.
 *
 * <p>A consumer group divides the partitions of topics among its members, each partition to one of them. Membership and committed
 * offsets are records of the internal topic {@code __offsets}. A group comes into being with its first member or commit. Its name
 * is its own: no shared group may have the same one. Semantics: {@code docs/groups.md}.
 *
 * <p><b>Threads:</b> everything here is called on the one owner thread that stands behind the executor the groups were opened with;
 * stages complete there and listeners are called there. No call waits. Time passes only in {@link #tick(long)}.
 *
 * <p><b>Errors:</b> stages fail with a {@link io.replaymq.log.api.BrokerException}, or with {@link IllegalArgumentException} for a
 * pattern that is no regular expression. Once the log has failed, everything fails with what it failed with.
 */
public interface ConsumerGroups extends AutoCloseable {
    /**
     * A member joins a group, or takes over from an earlier member of the same instance id, which is fenced.
     *
     * @param onChange as for {@link #onChange}, from now on
     * @return what it is to read for now, and its generation, once that is in the log; fails with {@link GroupFullException}, {@link
     *     GroupExistsException} if a shared group has the name, or {@link InstanceReplacedException} if another consumer has taken
     *     this member's place
     */
    CompletionStage<MemberAssignment> join(JoinRequest request, Runnable onChange);

    /**
     * A member says that it lives and what it holds. It does so in good time before its session is over, when it has given up partitions,
     * and when it is told of a change. It has one heartbeat under way at a time, and acts on each answer before it sends the next.
     *
     * @return what it is to read from now on; fails with {@link MemberFencedException} if it is no member any more (nothing it holds is
     *     its own then), or {@link InstanceReplacedException}
     */
    CompletionStage<MemberAssignment> heartbeat(Heartbeat heartbeat);

    /**
     * Sets who is called when a member's next heartbeat may bring something else, so that it need not wait for its time. One listener a
     * member; not stored, so a member sets it again after a restart. May be called too often, never too seldom.
     *
     * @throws MemberFencedException if there is no such member
     */
    void onChange(String group, String memberId, Runnable listener);

    /**
     * A member leaves: its partitions are free at once. Whoever has left before has left.
     *
     * @return completes when that is in the log
     */
    CompletionStage<Void> leave(String group, String memberId, Leaving how);

    /**
     * Appends what is sent and commits offsets, all or nothing: the offsets of several groups even, in one AppendSet. Sends or offsets may
     * be missing, not both. Calls take effect in their order.
     *
     * @return always completes normally, at the durability asked for. Refused with {@link MemberFencedException} if a member that commits
     *     does not have one of the partitions since the generation it names, {@link GroupNotEmptyException} if a commit names no
     *     member and the group has some, {@link GroupExistsException} if a shared group has the name, {@link
     *     io.replaymq.log.api.UnknownTopicException}, or for whatever the log refuses the sends
     */
    CompletionStage<AppendOutcome> append(
            List<PartitionBatch> sends, List<OffsetCommit> offsets, Durability durability);

    /**
     * Where a group resumes. Sees every commit that was called for before.
     *
     * @return those of the partitions that have a committed offset
     */
    CompletionStage<Map<TopicPartition, CommittedOffset>> committed(
            String group, Collection<TopicPartition> partitions);

    /** All consumer groups, by name. */
    List<ConsumerGroupListing> list();

    /** A consumer group in detail; its lag is counted in messages. Fails with {@link UnknownGroupException}. */
    CompletionStage<ConsumerGroupDescription> describe(String group);

    /**
     * Sets where a group without members resumes, durably. A group that does not exist is created by it.
     *
     * @param partitions those to set; none for all that the group has committed something of
     * @return what was committed; fails with {@link GroupNotEmptyException}, {@link io.replaymq.log.api.UnknownTopicException}, or
     *     {@link UnknownGroupException} if no partitions are named and there is no such group
     */
    CompletionStage<Map<TopicPartition, CommittedOffset>> reset(
            String group, Set<TopicPartition> partitions, OffsetTarget to);

    /**
     * Where {@link #reset} would set them, at this moment. Nothing is changed.
     *
     * @return what would be committed; fails as {@link #reset} does
     */
    CompletionStage<Map<TopicPartition, CommittedOffset>> previewReset(
            String group, Set<TopicPartition> partitions, OffsetTarget to);

    /** Forgets a group without members and all its offsets, durably. Fails with {@link GroupNotEmptyException} or {@link UnknownGroupException}. */
    CompletionStage<Void> delete(String group);

    /** Whether there is a consumer group of that name. */
    boolean exists(String group);

    /**
     * Lets time pass: fences members that were silent for too long, looks for new topics and partitions, lets go of the offsets of dead
     * groups, and repeats what the log had no room for. To be called every second or more often. The sessions of members that were
     * there before a restart begin at the first call.
     *
     * @param nowNanos a monotonic clock, as {@link System#nanoTime()}
     */
    void tick(long nowNanos);

    /** Lets go of everything. Nothing is awaited: what the log has not confirmed fails. May be called twice. */
    @Override
    void close();
}
