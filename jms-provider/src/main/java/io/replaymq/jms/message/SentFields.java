package io.replaymq.jms.message;

import jakarta.jms.Destination;
import jakarta.jms.Message;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that sending sets. Jakarta Messaging 3.1, section 3.4.11.
 *
 * @param messageId JMSMessageID, with its prefix {@code ID:}; null if the sender turned it off
 * @param timestampMs JMSTimestamp, 0 if the sender turned it off
 * @param destination JMSDestination
 * @param deliveryMode JMSDeliveryMode
 * @param expirationMs JMSExpiration, in milliseconds since the epoch; 0 for never
 * @param deliveryTimeMs JMSDeliveryTime
 * @param priority JMSPriority
 */
public record SentFields(
        @Nullable String messageId,
        long timestampMs,
        @Nullable Destination destination,
        int deliveryMode,
        long expirationMs,
        long deliveryTimeMs,
        int priority) {
    /** A message that was not sent yet. */
    static final SentFields UNSENT =
            new SentFields(null, 0, null, Message.DEFAULT_DELIVERY_MODE, 0, 0, Message.DEFAULT_PRIORITY);

    SentFields withMessageId(@Nullable String id) {
        return new SentFields(id, timestampMs, destination, deliveryMode, expirationMs, deliveryTimeMs, priority);
    }

    SentFields withTimestamp(long timestamp) {
        return new SentFields(messageId, timestamp, destination, deliveryMode, expirationMs, deliveryTimeMs, priority);
    }

    SentFields withDestination(@Nullable Destination to) {
        return new SentFields(messageId, timestampMs, to, deliveryMode, expirationMs, deliveryTimeMs, priority);
    }

    SentFields withDeliveryMode(int mode) {
        return new SentFields(messageId, timestampMs, destination, mode, expirationMs, deliveryTimeMs, priority);
    }

    SentFields withExpiration(long expiration) {
        return new SentFields(messageId, timestampMs, destination, deliveryMode, expiration, deliveryTimeMs, priority);
    }

    SentFields withDeliveryTime(long time) {
        return new SentFields(messageId, timestampMs, destination, deliveryMode, expirationMs, time, priority);
    }

    SentFields withPriority(int urgency) {
        return new SentFields(messageId, timestampMs, destination, deliveryMode, expirationMs, deliveryTimeMs, urgency);
    }
}
