package io.replaymq.tck.random;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import java.util.List;
import java.util.Random;

/** Makes the same message wherever it is asked to: fields, properties and a body from a seed. */
record Recipe(int number, long seed) {
    private static final int KINDS_OF_BODIES = 6;
    private static final int MOST_VALUES = 5;
    private static final List<String> TEXTS = List.of("", "7", "-1", "300", "1.5", "true", "TRUE", "x", "Grüße", "1e3");

    Message make(Session session) throws JMSException {
        Random random = new Random(seed);
        Message message = body(session, random);
        if (random.nextBoolean()) {
            message.setJMSCorrelationID("c" + number);
        }
        if (random.nextBoolean()) {
            message.setJMSType("t" + number);
        }
        if (random.nextInt(4) == 0) {
            message.setJMSReplyTo(session.createQueue("random-replies"));
        }
        message.setIntProperty("number", number);
        for (int i = random.nextInt(MOST_VALUES); i > 0; i--) {
            message.setObjectProperty("p" + i, primitive(random));
        }
        return message;
    }

    private Message body(Session session, Random random) throws JMSException {
        return switch (random.nextInt(KINDS_OF_BODIES)) {
            case 0 -> session.createMessage();
            case 1 -> session.createTextMessage(random.nextInt(5) == 0 ? null : text(random));
            case 2 -> {
                BytesMessage bytes = session.createBytesMessage();
                bytes.writeInt(random.nextInt());
                bytes.writeUTF(text(random));
                yield bytes;
            }
            case 3 -> {
                MapMessage map = session.createMapMessage();
                for (int i = 1 + random.nextInt(MOST_VALUES); i > 0; i--) {
                    map.setObject("i" + i, value(random));
                }
                yield map;
            }
            case 4 -> {
                StreamMessage stream = session.createStreamMessage();
                for (int i = random.nextInt(MOST_VALUES); i > 0; i--) {
                    stream.writeObject(value(random));
                }
                yield stream;
            }
            default -> session.createObjectMessage(text(random));
        };
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static Object primitive(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextBoolean();
            case 1 -> (byte) random.nextInt();
            case 2 -> (short) random.nextInt();
            case 3 -> random.nextInt();
            case 4 -> random.nextLong();
            case 5 -> random.nextFloat();
            case 6 -> random.nextDouble();
            default -> text(random);
        };
    }

    private static Object value(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> (char) ('a' + random.nextInt(26));
            case 1 -> new byte[] {(byte) random.nextInt(), 2, 3};
            default -> primitive(random);
        };
    }
}
