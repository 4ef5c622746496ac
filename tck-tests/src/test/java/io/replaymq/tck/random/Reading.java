package io.replaymq.tck.random;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads a received message in ways that a seed decides, and writes down what it sees. */
final class Reading {
    private static final int WAYS = 8;
    private static final List<Class<?>> CLASSES =
            List.of(String.class, Map.class, byte[].class, Integer.class, Object.class);

    private final Message message;
    private final Random random;
    private final StringBuilder seen = new StringBuilder();

    private Reading(Message message, long seed) {
        this.message = message;
        this.random = new Random(seed);
    }

    /** What is seen of it; whether it is flagged as redelivered only if it was delivered before. */
    static String of(Message message, long seed, boolean deliveredBefore) throws JMSException {
        if (message == null) {
            return "nothing";
        }
        Reading reading = new Reading(message, seed);
        reading.header(deliveredBefore);
        reading.properties();
        reading.body();
        return reading.seen.toString();
    }

    private interface Value {
        Object get() throws JMSException;
    }

    private void see(String name, Value value) {
        String text;
        try {
            Object read = value.get();
            text = text(read);
        } catch (JMSException | RuntimeException e) {
            text = e.getClass().getSimpleName();
        }
        seen.append(name).append('=').append(text).append(' ');
    }

    private static String text(Object read) {
        if (read instanceof Map<?, ?> map) {
            return "map of " + map.size(); // its items are read one by one
        }
        return read instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(read);
    }

    private void header(boolean deliveredBefore) {
        see("correlation", message::getJMSCorrelationID);
        see("type", message::getJMSType);
        see("mode", message::getJMSDeliveryMode);
        see("priority", message::getJMSPriority);
        see("expiration", message::getJMSExpiration);
        see("reply", () -> message.getJMSReplyTo() instanceof Queue queue ? queue.getQueueName() : "none");
        see("id", () -> message.getJMSMessageID().startsWith("ID:"));
        see("timestamp", () -> message.getJMSTimestamp() > 0);
        if (deliveredBefore) {
            see("redelivered", message::getJMSRedelivered);
        }
    }

    private void properties() throws JMSException {
        for (String name : sorted(message.getPropertyNames())) {
            if (!name.startsWith("JMSX")) {
                see(name, property(name, random.nextInt(WAYS + 1)));
            }
        }
        see("absent", property("absent", random.nextInt(WAYS + 1)));
        see("writing", () -> {
            message.setIntProperty("late", 1);
            return "possible";
        });
    }

    private Value property(String name, int way) {
        return switch (way) {
            case 0 -> () -> message.getBooleanProperty(name);
            case 1 -> () -> message.getByteProperty(name);
            case 2 -> () -> message.getShortProperty(name);
            case 3 -> () -> message.getIntProperty(name);
            case 4 -> () -> message.getLongProperty(name);
            case 5 -> () -> message.getFloatProperty(name);
            case 6 -> () -> message.getDoubleProperty(name);
            case 7 -> () -> message.getStringProperty(name);
            default -> () -> message.getObjectProperty(name);
        };
    }

    private void body() throws JMSException {
        Class<?> type = CLASSES.get(random.nextInt(CLASSES.size()));
        boolean hasBody = message instanceof TextMessage
                || message instanceof BytesMessage
                || message instanceof MapMessage
                || message instanceof ObjectMessage;
        if (hasBody) { // the reference refuses getBody where there is none
            see("assignable", () -> message.isBodyAssignableTo(type));
            see("body", () -> message.getBody(type));
        }
        if (message instanceof MapMessage map) {
            items(map);
        } else if (message instanceof StreamMessage stream) {
            elements(stream);
        } else if (message instanceof BytesMessage bytes) {
            see("length", bytes::getBodyLength);
            see("int", bytes::readInt);
            see("text", bytes::readUTF);
            see("end", bytes::readByte);
        } else if (message instanceof TextMessage text) {
            see("text", text::getText);
        } else if (message instanceof ObjectMessage object) {
            see("object", object::getObject);
        }
    }

    private void items(MapMessage map) throws JMSException {
        for (String name : sorted(map.getMapNames())) {
            int way = random.nextInt(WAYS + 3);
            see(
                    name,
                    switch (way) {
                        case 0 -> () -> map.getBoolean(name);
                        case 1 -> () -> map.getByte(name);
                        case 2 -> () -> map.getShort(name);
                        case 3 -> () -> map.getInt(name);
                        case 4 -> () -> map.getLong(name);
                        case 5 -> () -> map.getFloat(name);
                        case 6 -> () -> map.getDouble(name);
                        case 7 -> () -> map.getString(name);
                        case 8 -> () -> map.getChar(name);
                        case 9 -> () -> map.getBytes(name);
                        default -> () -> map.getObject(name);
                    });
        }
    }

    /** Up to the first read that is refused: the reference loses its place there. */
    private void elements(StreamMessage stream) {
        for (int i = 0; ; i++) {
            int before = seen.length();
            int way = random.nextInt(3 * WAYS);
            see(
                    "e" + i,
                    switch (way) {
                        case 0 -> stream::readBoolean;
                        case 1 -> stream::readShort;
                        case 2 -> stream::readInt;
                        case 3 -> stream::readLong;
                        case 4 -> stream::readDouble;
                        case 5 -> stream::readString;
                        case 6 -> stream::readChar;
                        default -> stream::readObject;
                    });
            if (seen.indexOf("Exception", before) >= 0) {
                return;
            }
        }
    }

    private static SortedSet<String> sorted(Enumeration<?> names) {
        SortedSet<String> sorted = new TreeSet<>();
        Collections.list(names).forEach(each -> sorted.add(each.toString()));
        return sorted;
    }
}
