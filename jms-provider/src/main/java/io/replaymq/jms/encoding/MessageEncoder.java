package io.replaymq.jms.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.broker.api.Message;
import io.replaymq.broker.message.MessageLayout;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.message.JmsMessage;
import io.replaymq.jms.message.Labels;
import io.replaymq.jms.message.Properties;
import io.replaymq.jms.message.SentFields;
import io.replaymq.jms.value.TypedValue;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordContent;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a record of a message. What it returns shares nothing with the message. */
public final class MessageEncoder {
    private MessageEncoder() {}

    /**
     * Encodes a message whose header fields are set.
     *
     * @param timestampMs when it is sent; also of messages whose sender turned JMSTimestamp off
     * @param sender who sends it, for subscriptions that leave out their own connection's; null where that does not matter
     * @throws JMSException if something in it cannot be carried
     */
    public static Message encode(JmsMessage message, long timestampMs, @Nullable Long sender) throws JMSException {
        Map<String, @Nullable Object> properties = message.properties().all();
        Limits.require(properties.size(), Limits.PROPERTIES, "number of properties");
        List<Header> headers = new ArrayList<>(1 + properties.size());
        headers.add(new Header(MessageLayout.HEADER, fields(message, timestampMs, sender)));
        for (Map.Entry<String, @Nullable Object> each : properties.entrySet()) {
            if (!each.getKey().equals(Properties.DELIVERY_COUNT)) {
                headers.add(property(each.getKey(), each.getValue()));
            }
        }
        byte[] key = properties.get(Properties.GROUP_ID) instanceof String group ? group.getBytes(UTF_8) : null;
        return new Message(timestampMs, RecordContent.of(key, message.encodeBody(), headers));
    }

    private static Header property(String name, @Nullable Object value) throws JMSException {
        byte[] encoded = TypedValue.encode(value);
        Limits.require(name.length(), Limits.PROPERTY_NAME, "length of a property's name");
        Limits.require(encoded.length - 1, Limits.PROPERTY_VALUE, "bytes in property '" + name + "'");
        return new Header(name, encoded);
    }

    private static byte[] fields(JmsMessage message, long timestampMs, @Nullable Long sender) throws JMSException {
        SentFields sent = message.sent();
        Labels labels = message.labels();
        JmsDestination replyTo = labels.replyTo() == null ? null : JmsDestination.require(labels.replyTo());
        Long later = sent.deliveryTimeMs() == timestampMs ? null : (Long) sent.deliveryTimeMs();
        Map<Integer, byte[]> fields = new TreeMap<>(); // ascending, as they lie
        put(fields, MessageLayout.MESSAGE_ID, sent.messageId(), "JMSMessageID");
        put(fields, MessageLayout.CORRELATION_ID, labels.correlation(), "JMSCorrelationID");
        put(fields, MessageLayout.TYPE, labels.type(), "JMSType");
        if (replyTo != null) {
            int tag = replyTo.isQueue() ? MessageLayout.REPLY_TO_QUEUE : MessageLayout.REPLY_TO_TOPIC;
            put(fields, tag, replyTo.address().name(), "JMSReplyTo");
        }
        put(fields, MessageLayout.DELIVERY_TIME, later, "JMSDeliveryTime");
        put(fields, MessageLayout.SENDER, sender, "sender");
        return write(message, fields);
    }

    private static byte[] write(JmsMessage message, Map<Integer, byte[]> fields) {
        SentFields sent = message.sent();
        int size = MessageLayout.FIELDS_AT;
        for (byte[] each : fields.values()) {
            size += MessageLayout.FIELD_PREFIX + each.length;
        }
        ByteBuffer to = ByteBuffer.allocate(size);
        to.put(MessageLayout.VERSION).put((byte) message.kind().number()).put((byte) sent.priority());
        to.put((byte) flags(sent)).putLong(sent.expirationMs());
        fields.forEach((tag, value) ->
                to.put(tag.byteValue()).putShort((short) value.length).put(value));
        return to.array();
    }

    private static int flags(SentFields sent) {
        int persistent = sent.deliveryMode() == DeliveryMode.PERSISTENT ? MessageLayout.PERSISTENT : 0;
        return persistent | (sent.timestampMs() == 0 ? MessageLayout.NO_TIMESTAMP : 0);
    }

    private static void put(Map<Integer, byte[]> fields, int tag, @Nullable Object value, String name)
            throws JMSException {
        if (value != null) {
            byte[] encoded = TypedValue.encode(value);
            Limits.require(encoded.length, MessageLayout.MAX_FIELD, "bytes in " + name);
            fields.put(tag, encoded);
        }
    }
}
