package io.replaymq.broker.api;

import org.jspecify.annotations.Nullable;

/**
 * What a consumer wants of its target.
 *
 * @param selector which messages, as a selector of Jakarta Messaging 3.1, section 3.8; null or blank for all
 * @param notFrom leaves out the messages of this sender, see {@link io.replaymq.broker.message.SenderId}: noLocal, section 8.3; null for
 *     nobody's. Subscriptions only
 * @param start where a subscription that is made begins, or a {@link ConsumerTarget.History}; null for where it begins without being
 *     told: behind the newest message, a history at the oldest. Without effect on a subscription that exists
 * @param sharing whether it shares its messages with the other consumers
 * @param priority whoever has the highest and has room is served first; any number
 */
public record ConsumerOptions(
        @Nullable String selector,
        @Nullable Long notFrom,
        @Nullable StartPosition start,
        Sharing sharing,
        int priority) {
    /** Every message, shared, as it comes. */
    public static final ConsumerOptions DEFAULTS = new ConsumerOptions(null, null, null, Sharing.SHARED, 0);

    /** A blank selector is none. */
    public ConsumerOptions {
        selector = selector == null || selector.isBlank() ? null : selector;
    }

    /** These with a selector. */
    public ConsumerOptions withSelector(@Nullable String text) {
        return new ConsumerOptions(text, notFrom, start, sharing, priority);
    }

    /** These without the messages of a sender. */
    public ConsumerOptions withNotFrom(@Nullable Long sender) {
        return new ConsumerOptions(selector, sender, start, sharing, priority);
    }

    /** These with a start. */
    public ConsumerOptions withStart(@Nullable StartPosition from) {
        return new ConsumerOptions(selector, notFrom, from, sharing, priority);
    }

    /** These, sharing or not. */
    public ConsumerOptions with(Sharing other) {
        return new ConsumerOptions(selector, notFrom, start, other, priority);
    }

    /** These with a priority. */
    public ConsumerOptions withPriority(int number) {
        return new ConsumerOptions(selector, notFrom, start, sharing, number);
    }

    /** Whether a consumer shares the messages of its queue or subscription. */
    public enum Sharing {
        /** With all who share. */
        SHARED,
        /** It gets everything while it is there, and the others wait. */
        EXCLUSIVE
    }
}
