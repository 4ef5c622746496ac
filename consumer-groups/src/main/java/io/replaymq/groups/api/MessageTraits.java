package io.replaymq.groups.api;

import org.jspecify.annotations.Nullable;

/**
 * What a group has to know of a message.
 *
 * @param priority 0 to {@link #MAX_PRIORITY}; what is beyond is taken for the nearest
 * @param deliveryTimeMs before when it is not to be delivered, in milliseconds since the epoch; 0 for at once
 * @param expirationMs from when on it is not to be delivered any more, in milliseconds since the epoch; 0 for never
 * @param group the name of the message group it belongs to, whose messages go to one member; null if it belongs to none
 */
public record MessageTraits(
        int priority,
        long deliveryTimeMs,
        long expirationMs,
        @Nullable String group) {
    /** The highest priority. */
    public static final int MAX_PRIORITY = 9;

    /** The priority of a message that has none. */
    public static final int DEFAULT_PRIORITY = 4;

    /** Those of a message like every other. */
    public static final MessageTraits NONE = new MessageTraits(DEFAULT_PRIORITY, 0, 0, null);

    /** Cuts the priority. */
    public MessageTraits {
        priority = Math.max(0, Math.min(MAX_PRIORITY, priority));
    }
}
