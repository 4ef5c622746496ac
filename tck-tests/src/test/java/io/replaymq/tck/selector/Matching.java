package io.replaymq.tck.selector;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;

/** Asks a provider whether a selector matches a message. */
final class Matching {
    private static final long SOON_MS = 50_000;

    private final Session session;
    private final Queue queue;

    Matching(Session session, Queue queue) {
        this.session = session;
        this.queue = queue;
    }

    /** A message with properties of all types, by name, and {@code none} that is not there. */
    Message sample() throws JMSException {
        Message message = session.createTextMessage("sample");
        message.setBooleanProperty("yes", true);
        message.setBooleanProperty("no", false);
        message.setByteProperty("byte1", (byte) 1);
        message.setShortProperty("short2", (short) 2);
        message.setIntProperty("int3", 3);
        message.setLongProperty("long4", 4L);
        message.setFloatProperty("float1_5", 1.5f);
        message.setDoubleProperty("double2_5", 2.5);
        message.setStringProperty("text", "text");
        message.setStringProperty("digits", "2");
        message.setStringProperty("quoted", "it's");
        message.setStringProperty("percent", "50%");
        message.setStringProperty("under", "_foo");
        message.setStringProperty("lines", "a\nb");
        message.setStringProperty("empty", "");
        message.setIntProperty("$dollar", 1);
        message.setIntProperty("_under", 1);
        message.setIntProperty("Case", 1);
        return message;
    }

    /** Sends it and what matches everything; the first that comes tells. */
    boolean matches(String selector, Message message) throws JMSException {
        Message marker = session.createTextMessage("marker");
        marker.setBooleanProperty("isMarker", true);
        session.createProducer(queue).send(message);
        session.createProducer(queue).send(marker);
        try (MessageConsumer selecting = session.createConsumer(queue, "(" + selector + ") OR isMarker")) {
            return next(selecting).equals("sample");
        }
    }

    private static String next(MessageConsumer consumer) throws JMSException {
        return consumer.receive(SOON_MS).getBody(String.class);
    }
}
