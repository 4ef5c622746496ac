package io.replaymq.jms.encoding;

import io.replaymq.broker.api.Destination;
import io.replaymq.jms.api.JmsErrors;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.message.BodyKind;
import io.replaymq.jms.message.JmsMessage;
import io.replaymq.jms.message.Labels;
import io.replaymq.jms.message.SentFields;
import io.replaymq.jms.value.TypedValue;
import io.replaymq.log.api.BrokerException;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code jms} of a record; nothing in it is trusted. */
final class FieldsReader {
    private static final int MAX_PRIORITY = 9;

    private final ByteBuffer bytes;
    private final BodyKind kind;
    private @Nullable String messageId;
    private Labels labels = Labels.NONE;

    private FieldsReader(ByteBuffer bytes, BodyKind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /** Checks what comes before the fields. */
    static FieldsReader of(byte @Nullable [] header) throws MessageFormatException {
        int length = header == null ? 0 : header.length;
        if (header == null || length < FieldsLayout.FIELDS_AT) {
            throw new MessageFormatException(
                    "header jms of " + length + " bytes, expected " + FieldsLayout.FIELDS_AT + " or more");
        }
        ByteBuffer bytes = ByteBuffer.wrap(header);
        requireRange(bytes.get(FieldsLayout.VERSION_AT), FieldsLayout.VERSION, FieldsLayout.VERSION, "version");
        requireRange(bytes.get(FieldsLayout.PRIORITY_AT), 0, MAX_PRIORITY, "priority");
        requireRange(bytes.get(FieldsLayout.FLAGS_AT), 0, FieldsLayout.KNOWN_FLAGS, "flags");
        BodyKind kind = BodyKind.of(bytes.get(FieldsLayout.KIND_AT));
        if (kind == null) {
            throw new MessageFormatException("header jms with unknown body kind " + bytes.get(FieldsLayout.KIND_AT));
        }
        return new FieldsReader(bytes, kind);
    }

    private static void requireRange(int found, int from, int to, String what) throws MessageFormatException {
        if (found < from || found > to) {
            throw new MessageFormatException(
                    "header jms with " + what + " " + found + ", expected " + from + " to " + to);
        }
    }

    BodyKind kind() {
        return kind;
    }

    /** Sets the message's header fields. */
    void readInto(JmsMessage message, long timestampMs, JmsDestination destination) throws JMSException {
        readFields();
        int flags = bytes.get(FieldsLayout.FLAGS_AT);
        boolean persistent = (flags & FieldsLayout.PERSISTENT) != 0;
        boolean stamped = (flags & FieldsLayout.NO_TIMESTAMP) == 0;
        message.labels(labels);
        message.sent(new SentFields(
                messageId,
                stamped ? timestampMs : 0,
                destination,
                persistent ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT,
                bytes.getLong(FieldsLayout.EXPIRATION_AT),
                timestampMs,
                bytes.get(FieldsLayout.PRIORITY_AT)));
    }

    private void readFields() throws JMSException {
        bytes.position(FieldsLayout.FIELDS_AT);
        int previous = 0;
        while (bytes.hasRemaining()) {
            requireRange(bytes.remaining(), FieldsLayout.FIELD_PREFIX, Integer.MAX_VALUE, "bytes left for a field");
            int tag = bytes.get();
            int length = Short.toUnsignedInt(bytes.getShort());
            requireRange(tag, previous + 1, FieldsLayout.REPLY_TO_TOPIC, "field tag");
            requireRange(length, 1, bytes.remaining(), "field length");
            take(tag, TypedValue.decode(bytes.slice(bytes.position(), length)));
            bytes.position(bytes.position() + length);
            previous = tag;
        }
    }

    private void take(int tag, @Nullable Object value) throws JMSException {
        switch (tag) {
            case FieldsLayout.MESSAGE_ID -> messageId = text(value);
            case FieldsLayout.CORRELATION_ID ->
                labels = labels.withCorrelation(value instanceof byte[] ? value : text(value));
            case FieldsLayout.TYPE -> labels = labels.withType(text(value));
            case FieldsLayout.REPLY_TO_QUEUE ->
                labels = labels.withReplyTo(destination(Destination.Kind.QUEUE, text(value)));
            default -> labels = labels.withReplyTo(destination(Destination.Kind.TOPIC, text(value)));
        }
    }

    private static String text(@Nullable Object value) throws MessageFormatException {
        if (value instanceof String text) {
            return text;
        }
        throw new MessageFormatException("header jms with a field that is no string");
    }

    private static JmsDestination destination(Destination.Kind kind, String name) throws JMSException {
        try {
            return JmsDestination.of(new Destination(kind, name));
        } catch (BrokerException e) {
            throw JmsErrors.of(e);
        }
    }
}
