package io.replaymq.jms.encoding;

import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.message.MessageLayout;
import io.replaymq.groups.api.DeadLetter;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.message.BodyKind;
import io.replaymq.jms.message.JmsBytesMessage;
import io.replaymq.jms.message.JmsMapMessage;
import io.replaymq.jms.message.JmsMessage;
import io.replaymq.jms.message.JmsObjectMessage;
import io.replaymq.jms.message.JmsStreamMessage;
import io.replaymq.jms.message.JmsTextMessage;
import io.replaymq.jms.message.ObjectReading;
import io.replaymq.jms.message.SentFields;
import io.replaymq.jms.value.Texts;
import io.replaymq.jms.value.TypedValue;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordContent;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a message of a record. Bodies are decoded when they are read. Nothing in a record is trusted.
 *
 * @param destination where the message comes from
 * @param reading how bodies of object messages are read
 */
public record MessageDecoder(JmsDestination destination, ObjectReading reading) {
    /** Property of a message whose record could not be understood: what is wrong with it. The body is its bytes then. */
    public static final String UNREADABLE = "JMS_ReplayMQ_Unreadable";

    private static final Logger LOGGER = LoggerFactory.getLogger(MessageDecoder.class);
    private static final long NEVER = 0;

    /**
     * Decodes a delivered message. A record without a header {@code jms}, written by another kind of client, is a bytes message. So
     * is one that cannot be understood, with {@link #UNREADABLE} set: it does not stop what comes behind it. One of many topics comes from
     * the one that it was sent to.
     */
    public JmsMessage decode(Delivery delivery) {
        Message record = delivery.message();
        Optional<DeadLetter> origin = DeadLetter.in(record.content());
        if (origin.isEmpty()) {
            return decode(record, delivery.id());
        }
        JmsMessage message = decode(beforeItDied(record), delivery.id());
        DeadLetters.tell(origin.get(), message.properties());
        return message;
    }

    /** One that was given up as a dead letter too says so more than once; the last time counts. */
    private static Message beforeItDied(Message record) {
        RecordContent content = record.content();
        while (DeadLetter.in(content).isPresent()) {
            content = DeadLetter.original(content);
        }
        return new Message(record.timestampMs(), content);
    }

    private JmsMessage decode(Message record, DeliveryId id) {
        List<Header> headers = record.content().headers();
        JmsDestination sentTo = destination.address().isPattern() ? originIn(headers) : null;
        return sentTo == null
                ? decode(record, id, headers)
                : new MessageDecoder(sentTo, reading).decode(record, id, headers.subList(1, headers.size()));
    }

    private static @Nullable JmsDestination originIn(List<Header> headers) {
        boolean isSaid = !headers.isEmpty() && headers.get(0).key().equals(MessageLayout.ORIGIN);
        String topic = isSaid ? textOrNull(headers.get(0).value()) : null;
        try {
            return topic == null ? null : JmsDestination.of(Destination.topic(topic));
        } catch (BrokerException e) { // no name of a topic: the message comes from what was subscribed to
            return null;
        }
    }

    private JmsMessage decode(Message record, DeliveryId id, List<Header> headers) {
        int fieldsAt = indexOfFields(headers);
        if (fieldsAt < 0) {
            return withTextHeaders(ofBytes(record, id), headers);
        }
        try {
            return decode(record, headers.subList(fieldsAt, headers.size()));
        } catch (JMSException e) {
            return unreadable(record, id, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // a mistake of ours: one record must not end the thread that delivers the others
            LOGGER.error("{} of {} could not be decoded", id, destination, e);
            return unreadable(record, id, e.toString());
        }
    }

    private JmsMessage unreadable(Message record, DeliveryId id, String why) {
        JmsMessage raw = ofBytes(record, id);
        raw.properties().putReceived(UNREADABLE, why);
        return raw;
    }

    private JmsMessage decode(Message record, List<Header> headers) throws JMSException {
        FieldsReader fields = FieldsReader.of(headers.get(0).value());
        JmsMessage message = create(fields.kind(), record.content().value());
        fields.readInto(message, record.timestampMs(), destination.plain());
        Limits.require(headers.size() - 1, Limits.PROPERTIES, "number of properties");
        for (Header property : headers.subList(1, headers.size())) {
            readProperty(message, property);
        }
        return message;
    }

    private JmsMessage create(BodyKind kind, @Nullable ByteBuffer body) {
        return switch (kind) {
            case NONE -> new JmsMessage();
            case TEXT, TEXT_UTF_16 -> JmsTextMessage.of(body, kind);
            case BYTES -> JmsBytesMessage.of(body);
            case MAP -> JmsMapMessage.of(body);
            case STREAM -> JmsStreamMessage.of(body);
            case OBJECT -> new JmsObjectMessage(body == null ? null : Texts.bytes(body), reading);
        };
    }

    private static void readProperty(JmsMessage message, Header header) throws MessageFormatException {
        byte[] value = header.value();
        if (value == null) {
            throw new MessageFormatException("property '" + header.key() + "' without a value");
        }
        message.properties().putReceived(header.key(), TypedValue.decode(ByteBuffer.wrap(value)));
    }

    /** The first one: a property may be called {@code jms} too, and comes later. */
    private static int indexOfFields(List<Header> headers) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i).key().equals(MessageLayout.HEADER)) {
                return i;
            }
        }
        return -1;
    }

    private JmsMessage ofBytes(Message record, DeliveryId id) {
        JmsMessage message = JmsBytesMessage.of(record.content().value());
        message.sent(new SentFields(
                "ID:" + id.partition() + "-" + id.offset(),
                record.timestampMs(),
                destination.plain(),
                DeliveryMode.PERSISTENT,
                NEVER,
                record.timestampMs(),
                jakarta.jms.Message.DEFAULT_PRIORITY));
        return message;
    }

    /** Headers of other clients are strings by convention; those that are not are left out. */
    private static JmsMessage withTextHeaders(JmsMessage message, List<Header> headers) {
        for (Header each : headers) {
            String value = textOrNull(each.value());
            if (value != null) {
                message.properties().putReceived(each.key(), value);
            }
        }
        return message;
    }

    private static @Nullable String textOrNull(byte @Nullable [] value) {
        try {
            return value == null ? null : Texts.fromUtf8(ByteBuffer.wrap(value));
        } catch (MessageFormatException e) {
            return null;
        }
    }
}
