package io.replaymq.groups.api;

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
    /** Its id, with which it can resume. */
    UUID id();

    /** Whether a member that came back kept what it held. */
    Standing standing();

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
     * Gives messages back, to be delivered again in their place. What the member does not hold is passed over.
     *
     * @return completes when they may be acquired again: at once when not seen, when the count is in the log when seen
     */
    CompletionStage<Void> release(List<RecordId> ids, Seen seen);

    /** Its connection is gone, perhaps not for good: what it holds stays its own for the resume window, then it is fenced. */
    void disconnect();

    /** Leaves for good: what it holds goes back as not seen. Completes when that is in the log. May be called twice. */
    CompletionStage<Void> leave();
}
