package io.replaymq.groups.api;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * All shared groups of one log. A shared group is a named cursor over the partitions of a topic whose members divide the
 * messages among themselves and settle them one by one: what a JMS queue or subscription is.
 *
 * <p><b>Threads:</b> everything here, in {@link SharedGroup} and in {@link GroupMember} is called on the one owner thread that
 * stands behind the executor the groups were opened with; stages complete there and callbacks are called there. No call waits.
 * There are no threads of its own: time passes only in {@link #tick(long)}.
 *
 * <p><b>Errors:</b> stages fail with a {@link io.replaymq.log.api.BrokerException}. Once the log has failed, everything fails
 * with what it failed with.
 */
public interface SharedGroups extends AutoCloseable {
    /**
     * Creates a group, durably. A group of that name over the same topic is answered as it is.
     *
     * @return fails with {@link io.replaymq.log.api.UnknownTopicException}, {@link GroupExistsException} if the name is taken by
     *     a group over another topic, or {@link io.replaymq.log.api.OffsetOutOfRangeException} if the start is not in the log
     */
    CompletionStage<SharedGroup> create(GroupSpec spec);

    /**
     * Creates a group that has these settings from the start, as {@link SharedGroup#alter} gives them. A group that exists keeps its own.
     *
     * @return fails as {@link #create(GroupSpec)} and {@link SharedGroup#alter} do
     */
    CompletionStage<SharedGroup> create(GroupSpec spec, GroupSettings settings);

    /**
     * Settles what members hold and appends records to topics, in one AppendSet: all of it or nothing. The members may be of several
     * groups. While it is under way nobody else gets the messages; if it is refused their members hold them as before.
     *
     * <p>Who repeats it because the answer was lost, with batches of the same producer id, epoch and sequence, is answered with
     * {@link AppendOutcome.Novelty#DUPLICATE} if it had been appended, though the messages are held no more and the member may have
     * been fenced. Without such a batch a repetition cannot be told from a mistake, and is refused.
     *
     * @param sends batches for any topics but those in which groups keep their state; may be empty
     * @param acknowledgements what is settled; may be empty, but not both
     * @return completes normally: committed with the offsets of the sends at the durability asked for; refused, by
     *     {@link MemberFencedException} if a member is no longer one, {@link NotHeldException} if a message is not held, or with what
     *     the log says, {@link io.replaymq.log.api.BackpressureException} when it has no room; or in doubt
     */
    CompletionStage<AppendOutcome> append(
            List<PartitionBatch> sends, List<Acknowledgement> acknowledgements, Durability durability);

    /**
     * As {@link #append(List, List, Durability)}, as one with something else: commits of offsets, say, by way of {@link
     * ConsumerGroups#append}. What is acknowledged is checked first, what the appender adds when it is called; refused by either,
     * nothing of either happens.
     *
     * @param appender given the sends and what settles the messages; called on the owner thread, at most once, and not at all if the
     *     messages are not held
     */
    CompletionStage<AppendOutcome> append(
            List<PartitionBatch> sends,
            List<Acknowledgement> acknowledgements,
            Durability durability,
            BatchAppender appender);

    /**
     * Hands messages over from members to keepers and appends records, in one AppendSet: all of it or nothing. A keeper holds them, also
     * over a restart if it is told of them again, and nothing else: it gets nothing more, is never fenced, and is in nobody's way.
     *
     * @param sends at least one, which says what the keepers are for
     * @return as {@link #append(List, List, Durability)}, but that a repetition is refused
     */
    CompletionStage<AppendOutcome> handOver(
            List<PartitionBatch> sends, List<Handover> handovers, Durability durability);

    /**
     * After a restart, before the first {@link #tick}: what keepers hold. Until all of them are named nothing is delivered that may be with
     * one of them. Those whose groups are gone are passed over.
     */
    void keepAgain(List<Kept> kept);

    /**
     * Ends keeping and appends records, in one AppendSet: all of it or nothing. What is no longer kept, because its group was deleted or
     * rewound, is passed over. Refused, it is kept as before.
     *
     * @param sends at least one
     * @return as {@link #append(List, List, Durability)}
     */
    CompletionStage<AppendOutcome> endKeeping(
            List<PartitionBatch> sends, List<Kept> kept, KeepingEnd how, Durability durability);

    /**
     * Sends dead letters on, as they were before they became ones: each goes to the same partition of the topic it was in, or of the
     * one that is named, in one append with its settling in the group that reads the dead-letter topic. So no message is ever in both
     * places, and repeating a call moves what is left. Whoever reads that topic gets them, groups that had settled them
     * included. Messages come in the order in which they were given up, behind what is in the topic.
     *
     * @return how many; fails with {@link UnknownGroupException} if no group reads the dead-letter topic,
     *     {@link io.replaymq.log.api.UnknownTopicException} if the topic that is named does not exist, or with what the log says, after
     *     which what has been moved stays moved
     */
    CompletionStage<Redriven> redrive(Redrive redrive);

    /**
     * Sets which names are not to be had because consumer groups have them: {@link #create} fails with {@link GroupExistsException}. To be
     * set by whoever opens both kinds of groups, before names are given.
     */
    void keepFree(Predicate<String> names);

    /** Whether there is a group of that name, or one is being created. */
    boolean exists(String name);

    /** The group of that name, if it exists. */
    Optional<SharedGroup> find(String name);

    /** The group that a member belongs to, whether it is connected or awaited; empty once it has left or was fenced. */
    Optional<SharedGroup> groupOf(UUID memberId);

    /** All groups, by name. */
    List<SharedGroup> list();

    /**
     * Deletes a group, durably. What its members hold is forgotten; the records stay in the topic.
     *
     * @return fails with {@link UnknownGroupException}
     */
    CompletionStage<Void> delete(String name);

    /**
     * Lets time pass: fences members whose resume window is over, takes back what was held for too long, delivers what has rested, and
     * repeats what the log had no room for. To be called every
     * second or more often. The resume windows of the members that were there before a restart begin at the first call.
     *
     * @param nowNanos a monotonic clock, as {@link System#nanoTime()}
     */
    void tick(long nowNanos);

    /** Lets go of everything. Nothing is awaited: what the log has not confirmed fails. May be called twice. */
    @Override
    void close();
}
