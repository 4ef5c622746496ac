package io.replaymq.broker.selector;

import io.replaymq.broker.message.MalformedMessageException;
import io.replaymq.broker.message.MessageFields;
import io.replaymq.broker.message.MessageLayout;
import org.jspecify.annotations.Nullable;

/** The header fields that selectors may name. Jakarta Messaging 3.1, section 3.8.1.1. */
enum HeaderField {
    JMSDeliveryMode,
    JMSPriority,
    JMSMessageID,
    JMSTimestamp,
    JMSCorrelationID,
    JMSType;

    private static final String RESERVED = "JMS";

    /** The field of that name, or null. */
    static @Nullable HeaderField of(String name) {
        for (HeaderField each : values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        return null;
    }

    /** Whether a name is neither such a field nor may be a property's. */
    static boolean isForbidden(String name) {
        return name.startsWith(RESERVED) && !name.startsWith("JMSX") && !name.startsWith("JMS_") && of(name) == null;
    }

    /** Its value in a message; null for NULL. */
    @Nullable
    Object in(MessageFields fields, long timestampMs) throws MalformedMessageException {
        return switch (this) {
            case JMSDeliveryMode -> fields.isPersistent() ? "PERSISTENT" : "NON_PERSISTENT";
            case JMSPriority -> fields.priority();
            case JMSMessageID -> fields.text(MessageLayout.MESSAGE_ID);
            case JMSTimestamp -> fields.isTimestamped() ? timestampMs : 0L;
            case JMSCorrelationID -> fields.correlationText();
            case JMSType -> fields.text(MessageLayout.TYPE);
        };
    }

    /** Its value in a record that has no header fields, or none that can be read; null for NULL. */
    @Nullable
    Object otherwise(long timestampMs) {
        return switch (this) {
            case JMSDeliveryMode -> "PERSISTENT";
            case JMSPriority -> MessageLayout.DEFAULT_PRIORITY;
            case JMSTimestamp -> timestampMs;
            case JMSMessageID, JMSCorrelationID, JMSType -> null;
        };
    }
}
