package io.replaymq.broker.api;

import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.RedeliveryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What a queue or durable subscription does with messages that are not acknowledged.
 *
 * @param deliveryLimit how often a message is delivered before it is given up, 1 to 1,000,000; 0 sets no limit
 * @param redelivery how long a message rests that was seen and given back
 * @param deadLetterQueue the queue that what is given up moves to, made at the first one; null: it is settled, and stays in the log only
 * @param expiryQueue the queue that messages move to when they expire, made at the first one; null: they are settled
 */
public record QueueSettings(
        int deliveryLimit,
        RedeliveryPolicy redelivery,
        @Nullable String deadLetterQueue,
        @Nullable String expiryQueue) {
    /** What the name of a dead-letter queue ends with, unless another is chosen. */
    public static final String DEAD_LETTERS = ".dead-letters";

    /** No limit, no rest, no queues: delivers at once, again and again. */
    public static final QueueSettings PATIENT = new QueueSettings(0, RedeliveryPolicy.AT_ONCE, null, null);

    /** Checks the limit and the names. @throws InvalidDestinationException if a name is not legal */
    public QueueSettings {
        GroupSettings.DEFAULTS.withDeliveryLimit(deliveryLimit);
        requireQueue(deadLetterQueue);
        requireQueue(expiryQueue);
    }

    private static void requireQueue(@Nullable String name) {
        if (name != null) {
            Destination.queue(name);
        }
    }

    /** These with another limit. */
    public QueueSettings withDeliveryLimit(int limit) {
        return new QueueSettings(limit, redelivery, deadLetterQueue, expiryQueue);
    }

    /** These with another policy. */
    public QueueSettings withRedelivery(RedeliveryPolicy policy) {
        return new QueueSettings(deliveryLimit, policy, deadLetterQueue, expiryQueue);
    }

    /** These with another dead-letter queue, or none. */
    public QueueSettings withDeadLetterQueue(@Nullable String queue) {
        return new QueueSettings(deliveryLimit, redelivery, queue, expiryQueue);
    }

    /** These with another expiry queue, or none. */
    public QueueSettings withExpiryQueue(@Nullable String queue) {
        return new QueueSettings(deliveryLimit, redelivery, deadLetterQueue, queue);
    }
}
