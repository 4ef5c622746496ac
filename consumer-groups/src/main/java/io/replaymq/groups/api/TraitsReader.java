package io.replaymq.groups.api;

import io.replaymq.log.record.StoredRecord;

/** Reads what a group has to know of a message out of its bytes, where it is in a way that the group does not know. */
@FunctionalInterface
public interface TraitsReader {
    /** Knows nothing: every message is like every other. */
    TraitsReader NONE = message -> MessageTraits.NONE;

    /**
     * The traits of a message; always the same ones. Called on the owner thread of {@link SharedGroups}, for each message that is read: it
     * must be cheap, and neither wait nor throw.
     */
    MessageTraits of(StoredRecord message);
}
