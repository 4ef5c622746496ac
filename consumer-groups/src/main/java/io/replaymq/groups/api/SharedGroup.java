package io.replaymq.groups.api;

import io.replaymq.log.api.TopicPartition;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * A named cursor over all partitions of one topic, or of several, shared by its members. Every message of the topic from the group's start
 * on goes to one member, in offset order per partition, until some member acknowledges it.
 *
 * <p><b>Threads:</b> the owner thread of {@link SharedGroups}, except {@link #lowestUnsettled(int)} and {@link #source(int)}.
 */
public interface SharedGroup {
    /** What it was created as. */
    GroupSpec spec();

    /** Its present settings. */
    GroupSettings settings();

    /**
     * Gives it other settings, for what happens from then on; a message that was delivered as often as the new limit allows is
     * given up instead of being delivered again. Makes the dead-letter topic if it is missing, and a group that keeps what is in
     * it, called as the topic, if no group reads it yet.
     *
     * @return completes when it is durable; fails with {@link io.replaymq.log.api.InvalidTopicException} if the dead-letter topic is
     *     none or the group's own topic, or {@link GroupExistsException} if its name is taken by a group over another topic
     */
    CompletionStage<Void> alter(GroupSettings settings);

    /** How it stands. Reads as {@link #backlog()} does. */
    CompletionStage<SharedGroupDescription> describe();

    /**
     * Adds somebody who is called when {@link GroupMember#acquire(int)} may bring something again after it brought less than was
     * asked for. The call may come too often, never too seldom.
     *
     * @return ends it when it is closed; ignored by those who stay as long as the group
     */
    Registration onAcquirable(Runnable listener);

    /** A new member with a new id. Completes when it is in the log, so that it can resume after a crash. */
    default CompletionStage<GroupMember> attach() {
        return attach(MemberOptions.DEFAULTS);
    }

    /** A new member that wants something of its own. Completes as {@link #attach()} does. */
    CompletionStage<GroupMember> attach(MemberOptions options);

    /**
     * A member that comes back, after an interruption or a restart. What it says it holds stays with it; what the group thought
     * it held and it does not name goes back, as not seen. An earlier {@link GroupMember} of that id is void from now on.
     *
     * @param memberId the id it had
     * @param held deliveries it has and that were not confirmed as settled, in any order; not those it has given back,
     *     whether that was confirmed or not: they may be with others
     * @return a member that {@link Standing#HOLDS}; one with a new id, {@link Standing#STARTED_ANEW}, if that id was fenced or
     *     has never been
     */
    default CompletionStage<GroupMember> resume(UUID memberId, List<RecordId> held) {
        return resume(memberId, held, MemberOptions.DEFAULTS);
    }

    /** As {@link #resume(UUID, List)}, for a member that wants something of its own, now; what it wanted before does not matter. */
    CompletionStage<GroupMember> resume(UUID memberId, List<RecordId> held, MemberOptions options);

    /**
     * Begins a new generation of the cursor: what lies from there on is delivered again, or what lies before is skipped. What
     * is in flight is forgotten; settling it changes nothing.
     *
     * @return completes when it is durable; fails with {@link io.replaymq.log.api.OffsetOutOfRangeException}
     */
    CompletionStage<Void> rewind(GroupStart to);

    /**
     * Counts the messages that are not settled, those in flight included. Reads the part of the topic that was not read before,
     * once; asking again costs what has come since.
     */
    CompletionStage<Long> backlog();

    /** How many messages are held by members. */
    long inFlight();

    /** How many members are connected. */
    int connectedMembers();

    /** How many members there are, those included that are disconnected and may still resume. */
    int members();

    /** Whether a message is settled, or not in the group at all. */
    boolean isSettled(int partition, long offset);

    /**
     * The partition that a number in ids of this group stands for; the same for ever. That of the topic, unless the group reads many topics,
     * see {@link GroupSpec}.
     *
     * @throws IndexOutOfBoundsException if it stands for none
     */
    TopicPartition source(int partition);

    /** The offset in a partition below which everything is settled: what to protect from retention. Any thread. */
    long lowestUnsettled(int partition);

    /** Something that is in force until it is closed. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
