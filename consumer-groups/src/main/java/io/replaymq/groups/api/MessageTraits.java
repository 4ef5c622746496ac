package io.replaymq.groups.api;

import io.replaymq.log.record.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a group has to know of a message, which is in its bytes in a way that the group does not know.
 *
 * <p><b>Threads:</b> called on the owner thread of {@link SharedGroups}, for each message that is read: it must be cheap, neither wait nor
 * throw, and say the same of the same message always.
 */
public interface MessageTraits {
    /** The highest priority. */
    int MAX_PRIORITY = 9;

    /** The priority of a message that has none. */
    int DEFAULT_PRIORITY = 4;

    /** Knows nothing: every message is like every other. */
    MessageTraits NONE = new MessageTraits() {
        @Override
        public int priority(StoredRecord message) {
            return DEFAULT_PRIORITY;
        }

        @Override
        public long deliveryTimeMs(StoredRecord message) {
            return 0;
        }

        @Override
        public long expirationMs(StoredRecord message) {
            return 0;
        }

        @Override
        public @Nullable String group(StoredRecord message) {
            return null;
        }
    };

    /** Its priority, 0 to {@link #MAX_PRIORITY}. */
    int priority(StoredRecord message);

    /** Before when it is not to be delivered, in milliseconds since the epoch; 0 for at once. */
    long deliveryTimeMs(StoredRecord message);

    /** From when on it is not to be delivered any more, in milliseconds since the epoch; 0 for never. */
    long expirationMs(StoredRecord message);

    /** The name of the message group it belongs to, whose messages go to one member; null if it belongs to none. */
    @Nullable
    String group(StoredRecord message);
}
