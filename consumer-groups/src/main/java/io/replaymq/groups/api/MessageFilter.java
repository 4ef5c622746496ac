package io.replaymq.groups.api;

import io.replaymq.log.record.StoredRecord;
import java.util.function.Predicate;

/**
 * Which messages somebody wants. Two filters are the same if their ids are: members with the same filter share one pass over the
 * topic, so an id has to say all that the test depends on.
 *
 * <p><b>Threads:</b> the test is called on the owner thread of {@link SharedGroups}, once for each message that is read ahead, and must
 * neither wait nor throw.
 */
public final class MessageFilter {
    /** Every message. */
    public static final MessageFilter ALL = new MessageFilter("", message -> true);

    private final String id;
    private final Predicate<StoredRecord> test;

    private MessageFilter(String id, Predicate<StoredRecord> test) {
        this.id = id;
        this.test = test;
    }

    /**
     * A filter.
     *
     * @param id what the filter is: the text it was made from, say; not empty
     * @param test whether a message is wanted; the same for the same message, always
     */
    public static MessageFilter of(String id, Predicate<StoredRecord> test) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a filter without an id, expected MessageFilter.ALL");
        }
        return new MessageFilter(id, test);
    }

    /** What the filter is; empty for {@link #ALL}. */
    public String id() {
        return id;
    }

    /** Whether it lets everything through, by what it is and not by what it finds. */
    public boolean isAll() {
        return id.isEmpty();
    }

    /** Whether a message is wanted. */
    public boolean matches(StoredRecord message) {
        return test.test(message);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageFilter that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return isAll() ? "all" : id;
    }
}
