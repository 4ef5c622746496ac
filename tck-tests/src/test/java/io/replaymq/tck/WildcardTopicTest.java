package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Subscriptions to many topics: {@code *} is a word of their names, {@code #} any number of them. */
class WildcardTopicTest extends TckSuite {
    /** Texts with the topics that they came from. */
    private static List<String> receiveWithTopics(MessageConsumer consumer, int count) throws JMSException {
        List<String> received = new ArrayList<>();
        while (received.size() < count) {
            Message next = next(consumer);
            received.add(((Topic) next.getJMSDestination()).getTopicName() + " " + next.getBody(String.class));
        }
        return received;
    }

    @Test
    void aStarIsOneWord() throws JMSException {
        Session session = autoSession();
        String name = newName("news");
        MessageConsumer consumer = session.createConsumer(session.createTopic(name + ".*"));

        sendTexts(session, session.createTopic(name), "no");
        sendTexts(session, session.createTopic(name + ".europe.sport"), "no");
        sendTexts(session, session.createTopic(name + ".europe"), "1", "2");
        sendTexts(session, session.createTopic(name + ".asia"), "3");

        List<String> received = receiveWithTopics(consumer, 3);
        assertThat(received)
                .containsExactlyInAnyOrder(name + ".europe 1", name + ".europe 2", name + ".asia 3")
                .containsSubsequence(name + ".europe 1", name + ".europe 2");
        assertThat(consumer.receive(MOMENT_MS)).isNull();
    }

    @Test
    void aHashIsAnyNumberOfWords() throws JMSException {
        Session session = autoSession();
        String name = newName("news");
        sendTexts(session, session.createTopic(name + ".europe"), "before");
        MessageConsumer consumer = session.createConsumer(session.createTopic(name + ".#"));

        sendTexts(session, session.createTopic(name), "1");
        sendTexts(session, session.createTopic(name + ".europe"), "2");
        sendTexts(session, session.createTopic(name + ".europe.sport.x"), "3");

        assertThat(receiveWithTopics(consumer, 3))
                .containsExactlyInAnyOrder(name + " 1", name + ".europe 2", name + ".europe.sport.x 3");
    }

    @Test
    void aDurableSubscriptionKeepsWhatIsSentToAnyOfThem() throws JMSException {
        Connection named = openConnection();
        named.setClientID(newName("client"));
        named.start();
        Session session = named.createSession();
        String name = newName("news");
        Topic many = session.createTopic(name + ".*");
        session.createDurableConsumer(many, "s").close();
        sendTexts(session, session.createTopic(name + ".a"), "1");
        sendTexts(session, session.createTopic(name + ".b"), "2");

        MessageConsumer again = session.createDurableConsumer(many, "s");
        assertThat(receiveWithTopics(again, 2)).containsExactlyInAnyOrder(name + ".a 1", name + ".b 2");
        again.close();
        session.unsubscribe("s");
        assertThatThrownBy(() -> session.unsubscribe("s")).isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    void consumersOfASharedSubscriptionShareThem() throws JMSException {
        Session session = autoSession();
        String name = newName("news");
        Topic many = session.createTopic(name + ".#");
        String subscription = newName("shared");
        List<MessageConsumer> consumers = List.of(
                session.createSharedConsumer(many, subscription), session.createSharedConsumer(many, subscription));

        sendTexts(session, session.createTopic(name + ".a"), "1", "2", "3");
        sendTexts(session, session.createTopic(name + ".b"), "4", "5", "6");

        assertThat(nextTextsOfAny(consumers, 6)).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
    }

    @Test
    void whatIsDeliveredAgainStillSaysItsTopic() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        String name = newName("news");
        MessageConsumer consumer = session.createConsumer(session.createTopic(name + ".*"), "n = 1");
        Topic topic = session.createTopic(name + ".a");
        try (MessageProducer producer = session.createProducer(topic)) {
            for (int i = 0; i < 2; i++) {
                Message message = session.createTextMessage("n = " + i);
                message.setIntProperty("n", i);
                producer.send(message);
            }
        }
        assertThat(receiveWithTopics(consumer, 1)).containsExactly(name + ".a n = 1");

        session.recover();

        Message again = next(consumer);
        assertThat(again.getJMSDestination()).isEqualTo(topic);
        assertThat(again.getJMSRedelivered()).isTrue();
        assertThat(names(again.getPropertyNames())).contains("n");
        again.acknowledge();
    }

    @Test
    void isConsumedFromInTransactions() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        String name = newName("news");
        MessageConsumer consumer = session.createConsumer(session.createTopic(name + ".*"));
        Session sending = autoSession();
        sendTexts(sending, sending.createTopic(name + ".a"), "1");
        sendTexts(sending, sending.createTopic(name + ".b"), "2");
        receiveWithTopics(consumer, 2);

        session.rollback();

        assertThat(receiveWithTopics(consumer, 2)).containsExactlyInAnyOrder(name + ".a 1", name + ".b 2");
        session.commit();
        assertThat(consumer.receive(MOMENT_MS)).isNull();
    }

    @Test
    void nothingIsSentToThem() throws JMSException {
        exceptTheReference("takes such a name for one topic where messages are sent");
        Session session = autoSession();
        Topic many = session.createTopic(newName("news") + ".*");

        assertThatThrownBy(() -> sendTexts(session, many, "1")).isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    void aSubscriptionToThemMayBeginInThePast() throws JMSException {
        exceptTheReference("keeps no history");
        Session session = autoSession();
        String name = newName("news");
        sendTexts(session, session.createTopic(name + ".a"), "1");
        sendTexts(session, session.createTopic(name + ".b"), "2");

        MessageConsumer consumer = session.createConsumer(session.createTopic(name + ".*?from=earliest"));

        assertThat(receiveWithTopics(consumer, 2)).containsExactlyInAnyOrder(name + ".a 1", name + ".b 2");
        assertThatThrownBy(() -> session.createConsumer(session.createTopic(name + ".*?from=offset:0")))
                .isInstanceOf(InvalidDestinationException.class);
    }
}
