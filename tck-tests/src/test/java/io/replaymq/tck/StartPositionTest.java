package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where consumers and subscriptions begin, and what was consumed read again: {@code docs/jms.md}. */
class StartPositionTest extends TckSuite {
    @BeforeEach
    void ours() {
        exceptTheReference("keeps no history");
    }

    @Test
    void theHistoryOfAQueueIsReadWithoutConsuming() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1", "2", "3");
        assertThat(receiveTexts(session.createConsumer(queue), 1)).containsExactly("1");
        session.close();

        Session reading = autoSession();
        MessageConsumer history = reading.createConsumer(reading.createQueue(queue.getQueueName() + "?from=earliest"));
        assertThat(receiveTexts(history, 3)).containsExactly("1", "2", "3");

        assertThat(receiveTexts(reading.createConsumer(queue), 2)).containsExactly("2", "3");
    }

    @Test
    void aQueueIsReadFromAnOffset() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1", "2", "3");

        for (String from : new String[] {"offset:1", "offset:0:1"}) {
            MessageConsumer history =
                    session.createConsumer(session.createQueue(queue.getQueueName() + "?from=" + from));
            assertThat(receiveTexts(history, 2)).containsExactly("2", "3");
            history.close();
        }
    }

    @Test
    void aSubscriptionBeginsWhereItIsTold() throws JMSException {
        Connection named = openConnection();
        named.setClientID(newName("client"));
        named.start();
        Session session = named.createSession();
        Topic topic = newTopic(session);
        session.createConsumer(topic).close(); // a topic exists from its first use
        sendTexts(session, topic, "1", "2");
        String name = topic.getTopicName();

        Topic fromTheBeginning = session.createTopic(name + "?from=earliest");
        Topic sinceTheEpoch = session.createTopic(name + "?from=" + Instant.EPOCH);

        assertThat(receiveTexts(session.createConsumer(fromTheBeginning), 2)).containsExactly("1", "2");
        assertThat(receiveTexts(session.createDurableConsumer(sinceTheEpoch, "s"), 2))
                .containsExactly("1", "2");
        assertThat(session.createConsumer(topic).receive(MOMENT_MS)).isNull();
    }

    @Test
    void messagesComeFromTheDestinationItself() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        Queue history = session.createQueue(queue.getQueueName() + "?from=earliest");

        sendTexts(session, history, "1");

        assertThat(session.createConsumer(history).receive(SOON_MS).getJMSDestination())
                .isEqualTo(queue);
        assertThat(session.createQueue(history.getQueueName()))
                .isEqualTo(history)
                .isNotEqualTo(queue);
    }

    @Test
    void optionsThatAreNoneAreRefused() throws JMSException {
        Session session = autoSession();

        for (String name : new String[] {
            "q?form=earliest",
            "q?from=erliest",
            "q?from",
            "q?from=offset:x",
            "q?from=2026-01-31",
            "q?",
            "q?from=latest&from=latest"
        }) {
            assertThatThrownBy(() -> session.createQueue(name))
                    .isInstanceOf(InvalidDestinationException.class)
                    .hasMessageContaining("q?");
        }
        assertThatThrownBy(() -> session.createQueue("q?form=earliest")).hasMessageContaining("'from'");
        assertThatThrownBy(() -> session.createBrowser(session.createQueue("q?from=earliest")))
                .isInstanceOf(InvalidDestinationException.class);
    }
}
