package io.replaymq.jms.encoding;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.message.MalformedMessageException;
import io.replaymq.broker.message.MessageFields;
import io.replaymq.broker.message.MessageLayout;
import io.replaymq.jms.api.JmsErrors;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.message.BodyKind;
import io.replaymq.jms.message.JmsMessage;
import io.replaymq.jms.message.Labels;
import io.replaymq.jms.message.SentFields;
import io.replaymq.jms.value.Texts;
import io.replaymq.log.api.BrokerException;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import org.jspecify.annotations.Nullable;

/** Sets a message's header fields from the header {@code jms} of its record; nothing in it is trusted. */
final class FieldsReader {
    private final MessageFields fields;
    private final BodyKind kind;

    private FieldsReader(MessageFields fields, BodyKind kind) {
        this.fields = fields;
        this.kind = kind;
    }

    /** Checks the header. */
    static FieldsReader of(byte @Nullable [] header) throws MessageFormatException {
        try {
            MessageFields fields = MessageFields.of(header);
            BodyKind kind = BodyKind.of(fields.kind());
            if (kind == null) {
                throw new MessageFormatException("header jms with unknown body kind " + fields.kind());
            }
            return new FieldsReader(fields, kind);
        } catch (MalformedMessageException e) {
            throw Texts.malformed(e);
        }
    }

    BodyKind kind() {
        return kind;
    }

    /** Sets the message's header fields. */
    void readInto(JmsMessage message, long timestampMs, JmsDestination destination) throws JMSException {
        try {
            message.labels(labels());
            message.sent(new SentFields(
                    fields.text(MessageLayout.MESSAGE_ID),
                    fields.isTimestamped() ? timestampMs : 0,
                    destination,
                    fields.isPersistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT,
                    fields.expirationMs(),
                    fields.number(MessageLayout.DELIVERY_TIME, timestampMs),
                    fields.priority()));
        } catch (MalformedMessageException e) {
            throw Texts.malformed(e);
        }
    }

    private Labels labels() throws JMSException, MalformedMessageException {
        Labels labels = Labels.NONE.withType(fields.text(MessageLayout.TYPE));
        Object correlation = fields.field(MessageLayout.CORRELATION_ID);
        labels = labels.withCorrelation(
                correlation instanceof byte[] ? correlation : fields.text(MessageLayout.CORRELATION_ID));
        String queue = fields.text(MessageLayout.REPLY_TO_QUEUE);
        String topic = fields.text(MessageLayout.REPLY_TO_TOPIC);
        if (queue != null) {
            labels = labels.withReplyTo(destination(Destination.Kind.QUEUE, queue));
        }
        return topic == null ? labels : labels.withReplyTo(destination(Destination.Kind.TOPIC, topic));
    }

    private static JmsDestination destination(Destination.Kind kind, String name) throws JMSException {
        try {
            return JmsDestination.of(new Destination(kind, name));
        } catch (BrokerException e) {
            throw JmsErrors.of(e);
        }
    }
}
