package io.replaymq.broker.api;

import io.replaymq.groups.api.RedeliveryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings that queues and durable subscriptions get when they are made. Their dead-letter queue is called {@code NAME.dead-letters}, after the queue or topic.
 *
 * @param deliveryLimit as in {@link QueueSettings}
 * @param redelivery as in {@link QueueSettings}
 * @param expiryQueue as in {@link QueueSettings}
 */
public record QueueDefaults(
        int deliveryLimit,
        RedeliveryPolicy redelivery,
        @Nullable String expiryQueue) {
    /** 10 deliveries, at once; what expires is settled. */
    public static final QueueDefaults STANDARD =
            new QueueDefaults(10, new RedeliveryPolicy(Duration.ZERO, 1, Duration.ofHours(1)), null);

    /** Checks what {@link QueueSettings} checks. */
    public QueueDefaults {
        QueueSettings.PATIENT.withDeliveryLimit(deliveryLimit).withExpiryQueue(expiryQueue);
    }

    /** The settings of a queue, or of a durable subscription to a topic, of that name. Those that dead letters and expired messages lie in, and temporary ones, give nothing up. */
    public QueueSettings of(Destination source, boolean temporary) {
        String name = source.name();
        boolean last = name.endsWith(QueueSettings.DEAD_LETTERS) || name.equals(expiryQueue) || temporary;
        String letters = name + QueueSettings.DEAD_LETTERS;
        if (last || letters.length() > Destination.MAX_NAME) {
            return QueueSettings.PATIENT;
        }
        return new QueueSettings(deliveryLimit, redelivery, deliveryLimit == 0 ? null : letters, expiryQueue);
    }
}
