package io.replaymq.jms.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Text messages and where they go. */
final class Messages {
    /** Longer than any machine takes. */
    private static final long SOON_MS = 50_000;

    private Messages() {}

    static String newName() {
        return "d-" + UUID.randomUUID();
    }

    static void send(Session session, Destination to, String... texts) throws JMSException {
        for (String each : texts) {
            session.createProducer(to).send(session.createTextMessage(each));
        }
    }

    static Message next(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(SOON_MS);
        assertThat(message).as("the next message").isNotNull();
        return message;
    }

    static List<String> nextTexts(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            texts.add(next(consumer).getBody(String.class));
        }
        return texts;
    }

    /** What came how often: {@code text x count}. */
    static List<String> nextCounts(MessageConsumer consumer, int count) throws JMSException {
        List<String> counts = new ArrayList<>();
        while (counts.size() < count) {
            Message message = next(consumer);
            assertThat(message.getJMSRedelivered()).isEqualTo(message.getIntProperty("JMSXDeliveryCount") > 1);
            counts.add(message.getBody(String.class) + " x " + message.getIntProperty("JMSXDeliveryCount"));
        }
        return counts;
    }
}
