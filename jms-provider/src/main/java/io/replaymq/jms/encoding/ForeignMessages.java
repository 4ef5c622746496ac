package io.replaymq.jms.encoding;

import io.replaymq.jms.message.JmsBytesMessage;
import io.replaymq.jms.message.JmsMapMessage;
import io.replaymq.jms.message.JmsMessage;
import io.replaymq.jms.message.JmsObjectMessage;
import io.replaymq.jms.message.JmsStreamMessage;
import io.replaymq.jms.message.JmsTextMessage;
import io.replaymq.jms.message.ObjectReading;
import io.replaymq.jms.message.Properties;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Collections;
import java.util.Enumeration;

/** Copies of messages that another provider made, or an application itself. Jakarta Messaging 3.1, section 3.12. */
public final class ForeignMessages {
    private ForeignMessages() {}

    /**
     * The message itself if it is one of ours, else a copy of its body, properties and application's header fields.
     *
     * @throws JMSException if it is null or cannot be read
     */
    public static JmsMessage ours(Message message, ObjectReading reading) throws JMSException {
        return message instanceof JmsMessage already ? already : copy(message, reading);
    }

    private static JmsMessage copy(Message from, ObjectReading reading) throws JMSException {
        JmsMessage to = copyBody(from, reading);
        to.setJMSCorrelationID(from.getJMSCorrelationID());
        to.setJMSReplyTo(from.getJMSReplyTo());
        to.setJMSType(from.getJMSType());
        for (String name : names(from.getPropertyNames())) {
            if (!name.startsWith("JMSX") || name.equals(Properties.GROUP_ID) || name.equals("JMSXGroupSeq")) {
                to.setObjectProperty(name, from.getObjectProperty(name));
            }
        }
        return to;
    }

    private static JmsMessage copyBody(Message from, ObjectReading reading) throws JMSException {
        if (from instanceof TextMessage text) {
            return new JmsTextMessage(text.getText());
        }
        if (from instanceof BytesMessage bytes) {
            return copyBytes(bytes);
        }
        if (from instanceof MapMessage map) {
            return copyMap(map);
        }
        if (from instanceof StreamMessage stream) {
            return copyStream(stream);
        }
        if (from instanceof ObjectMessage object) {
            JmsObjectMessage copy = new JmsObjectMessage(null, reading);
            copy.setObject(object.getObject());
            return copy;
        }
        return new JmsMessage();
    }

    private static JmsMessage copyBytes(BytesMessage from) throws JMSException {
        from.reset();
        byte[] body = new byte[Math.toIntExact(from.getBodyLength())];
        from.readBytes(body);
        JmsBytesMessage copy = new JmsBytesMessage();
        copy.writeBytes(body);
        return copy;
    }

    private static JmsMessage copyMap(MapMessage from) throws JMSException {
        JmsMapMessage copy = new JmsMapMessage();
        for (String name : names(from.getMapNames())) {
            copy.setObject(name, from.getObject(name));
        }
        return copy;
    }

    private static JmsMessage copyStream(StreamMessage from) throws JMSException {
        from.reset();
        JmsStreamMessage copy = new JmsStreamMessage();
        while (true) {
            Object value;
            try {
                value = from.readObject();
            } catch (MessageEOFException e) {
                return copy;
            }
            copy.writeObject(value);
        }
    }

    @SuppressWarnings("unchecked") // the interface says Enumeration and means strings
    private static Iterable<String> names(Enumeration<?> names) {
        return Collections.list((Enumeration<String>) names);
    }
}
