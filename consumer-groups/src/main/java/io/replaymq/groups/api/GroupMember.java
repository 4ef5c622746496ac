package io.replaymq.groups.api;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * One consumer of a {@link SharedGroup}. Once it has left, was fenced, or came back as another object, its stages fail with
 * {@link MemberFencedException} and it acquires nothing.
 *
 * <p><b>Threads:</b> the owner thread of {@link SharedGroups}.
 */
public interface GroupMember {
    /** The longest reason of a rejection, in characters. */
    int MAX_REASON = 1_000;

    /** Its id, with which it can resume. */
    UUID id();

    /** Whether a member that came back kept what it held. */
    Standing standing();

    /**
     * What it gets, as a value to compare: where one of two members with equal interests finds nothing to acquire, the other does not
     * either. May change as messages are read.
     */
    Object interest();

    /**
     * Takes messages that nobody else gets unless this member gives them back, leaves or is fenced. Within a partition they
     * come in offset order. The bodies are the caller's; the group keeps only who holds which offset.
     *
     * @param max how many at most
     * @throws io.replaymq.log.api.BrokerException if the log cannot be read or written any more
     * @return empty if nothing is ready; {@link SharedGroup#onAcquirable} tells when to ask again
     */
    List<AcquiredRecord> acquire(int max);

    /**
     * Settles messages for good. Idempotent: what this member does not hold, or holds in an earlier generation, is passed over.
     * All acknowledgements that come while one append is under way go into the next one.
     *
     * @return completes when they are in the log, {@link io.replaymq.log.api.Durability#WRITTEN}
     */
    CompletionStage<Void> acknowledge(List<RecordId> ids);

    /**
     * Gives messages back, to be delivered again in their place: those that were not seen at once, those that were after a rest as
     * long as the group's {@link RedeliveryPolicy} says, unless their group gives them up, see {@link GroupSettings}. What the
     * member does not hold is passed over.
     *
     * @return completes when they are the group's again: at once when not seen, when the count is in the log when seen
     */
    CompletionStage<Void> release(List<RecordId> ids, Seen seen);

    /**
     * Gives messages back that the application saw, to be delivered again after a rest of the caller's choice. The rest is kept
     * over a restart. What the member does not hold is passed over.
     *
     * @param delay 0 to {@link RedeliveryPolicy#MAX_DELAY}; never ends early, and up to a tick late
     * @throws IllegalArgumentException if the delay is out of range
     * @return completes when their counts and times are in the log
     */
    CompletionStage<Void> releaseAfter(List<RecordId> ids, Duration delay);

    /**
     * Counts another delivery of messages that the application has seen and the member delivers to it again itself. What the group
     * gives up after so many deliveries, or lets rest before the next, is no longer the member's, as if it had been released as seen.
     * Of the others the time begins anew for which it may hold them. A repetition of the call counts nothing again; what the
     * member does not hold is passed over.
     *
     * @return those that it still holds, in their order, which have a count of one more; when that is in the log
     */
    CompletionStage<List<RecordId>> redeliver(List<SeenRecord> seen);

    /**
     * Gives messages up: each moves to the group's dead-letter topic, in one append with its settling; without such a topic it is
     * settled. What the member does not hold is passed over; what it has rejected before is awaited. A member that resumes names
     * what it has rejected without an answer, and rejects it again.
     *
     * @param reason what the dead letters say, 1 to {@link #MAX_REASON} characters
     * @throws IllegalArgumentException if the reason is too short or too long
     * @return completes when all are settled; fails with what the log says if it refuses them as dead letters, which are then tried
     *     again
     */
    CompletionStage<Void> reject(List<RecordId> ids, String reason);

    /**
     * Begins the time anew for which this member may hold messages, see {@link GroupSettings#acquisitionTimeout()}.
     *
     * @return those that the member does not hold, or no longer
     */
    List<RecordId> extend(List<RecordId> ids);

    /** Its connection is gone, perhaps not for good: what it holds stays its own for the resume window, then it is fenced. */
    void disconnect();

    /** Leaves for good: what it holds goes back as not seen. Completes when that is in the log. May be called twice. */
    CompletionStage<Void> leave();
}
