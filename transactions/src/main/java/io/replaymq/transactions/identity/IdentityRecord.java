package io.replaymq.transactions.identity;

import io.replaymq.log.api.ProducerIdentity;
import java.util.List;

/** A record of {@code __producers}. Layout: {@code docs/format/producer-ids.md}. */
public sealed interface IdentityRecord {
    /**
     * Ids are reserved: every one below the end may have been handed out.
     *
     * @param endId the first id that was certainly not handed out, 0 or more
     */
    record Reserved(long endId) implements IdentityRecord {}

    /**
     * A name has a new holder. Counts only if it is the next incarnation.
     *
     * @param identity with what its holder appends from now on
     * @param incarnation how often the name has been taken, from 1
     * @param atMs when, in milliseconds since the epoch
     */
    record Claimed(String name, ProducerIdentity identity, int incarnation, long atMs) implements IdentityRecord {}

    /**
     * A transaction is committed: whatever else is in the AppendSet of this record.
     *
     * @param number its number, unique for the name
     * @param atMs when, in milliseconds since the epoch
     */
    record Committed(String name, long number, long atMs) implements IdentityRecord {}

    /**
     * All that is known of a name, written again so that older records can go.
     *
     * @param identity of its last holder
     * @param incarnation of its last holder
     * @param usedMs when it was used last
     * @param forgottenBelow of transactions below this number nothing is known
     * @param committed the committed transactions from there on
     */
    record Standing(
            String name,
            ProducerIdentity identity,
            int incarnation,
            long usedMs,
            long forgottenBelow,
            List<NumberRun> committed)
            implements IdentityRecord {
        /** Copies the list. */
        public Standing {
            committed = List.copyOf(committed);
        }
    }

    /**
     * A name is given up: nobody has used it for long. Counts only if nobody has taken it since.
     *
     * @param incarnation of its last holder
     */
    record Forgotten(String name, int incarnation) implements IdentityRecord {}

    /**
     * Transactions that follow each other.
     *
     * @param first the number of the first
     * @param last the number of the last, not less
     */
    record NumberRun(long first, long last) {}
}
