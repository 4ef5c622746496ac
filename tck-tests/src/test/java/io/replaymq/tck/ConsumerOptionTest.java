package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;

/** Exclusive consumers and consumers with a priority, asked for behind the name of a destination: {@code docs/jms.md}. */
class ConsumerOptionTest extends TckSuite {
    @Test
    void anExclusiveConsumerGetsEverythingUntilItIsGone() throws JMSException {
        exceptTheReference("makes the queue exclusive, not the consumer");
        assertIsExclusive("exclusive=true");
    }

    @Test
    void exclusiveIsAlsoSpelledAsInActiveMqClassic() throws JMSException {
        exceptTheReference("has another spelling");
        assertIsExclusive("consumer.exclusive=true");
    }

    private void assertIsExclusive(String option) throws JMSException {
        Session session = autoSession();
        String name = newName("queue");
        MessageConsumer exclusive = session.createConsumer(session.createQueue(name + "?" + option));
        Queue queue = session.createQueue(name);
        MessageConsumer other = session.createConsumer(queue);

        sendTexts(session, queue, "1", "2", "3", "4");
        assertThat(receiveTexts(exclusive, 4)).containsExactly("1", "2", "3", "4");
        assertThat(other.receive(MOMENT_MS)).isNull();
        exclusive.close();

        sendTexts(session, queue, "5");
        assertThat(receiveTexts(other, 1)).containsExactly("5");
    }

    @Test
    void theConsumerWithTheHighestPriorityComesFirst() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);

        assertComesFirst(session, queue, "consumer-priority", queue.getQueueName());
    }

    @Test
    void prioritiesAreAlsoSpelledAsInActiveMqClassic() throws JMSException {
        exceptTheReference("has another spelling");
        Session session = autoSession();
        Queue queue = newQueue(session);

        assertComesFirst(session, queue, "consumer.priority", queue.getQueueName());
    }

    private void assertComesFirst(Session session, Queue queue, String option, String name) throws JMSException {
        MessageConsumer low = session.createConsumer(session.createQueue(name + "?" + option + "=-3"));
        MessageConsumer high = session.createConsumer(session.createQueue(name + "?" + option + "=7"));

        sendTexts(session, queue, "1", "2", "3", "4");
        assertThat(receiveTexts(high, 4)).containsExactly("1", "2", "3", "4");
        assertThat(low.receive(MOMENT_MS)).isNull();
        high.close();

        sendTexts(session, queue, "5");
        assertThat(receiveTexts(low, 1)).containsExactly("5");
    }

    @Test
    void consumersOfASharedSubscriptionHavePriorities() throws JMSException {
        Session session = autoSession();
        Topic topic = newTopic(session);
        String subscription = newName("shared");
        MessageConsumer low = session.createSharedConsumer(topic, subscription);
        MessageConsumer high = session.createSharedConsumer(
                session.createTopic(topic.getTopicName() + "?consumer-priority=7"), subscription);

        sendTexts(session, topic, "1", "2", "3");

        assertThat(receiveTexts(high, 3)).containsExactly("1", "2", "3");
        assertThat(low.receive(MOMENT_MS)).isNull();
    }

    @Test
    void optionsSayNothingToSendersBrowsersAndMessages() throws JMSException {
        exceptTheReference("keeps them in the destination of the message");
        Session session = autoSession();
        Queue queue = newQueue(session);
        Queue exclusive = session.createQueue(queue.getQueueName() + "?exclusive=true&consumer-priority=3");
        sendTexts(session, exclusive, "1");

        try (QueueBrowser browser = session.createBrowser(exclusive)) {
            assertThat(browser.getEnumeration().hasMoreElements()).isTrue();
        }
        assertThat(next(session.createConsumer(exclusive)).getJMSDestination()).isEqualTo(queue);
    }

    @Test
    void aDestinationSaysItsOptions() throws JMSException {
        exceptTheReference("writes them otherwise");
        Session session = autoSession();

        Queue queue = session.createQueue("q?consumer.priority=3&consumer.exclusive=true");
        Topic topic = session.createTopic("t?exclusive=false&from=earliest&consumer.priority=-1");

        assertThat(queue.getQueueName()).isEqualTo("q?exclusive=true&consumer-priority=3");
        assertThat(topic.getTopicName()).isEqualTo("t?from=earliest&consumer-priority=-1");
        assertThat(session.createQueue(queue.getQueueName())).isEqualTo(queue);
        assertThat(session.createTopic(topic.getTopicName())).isEqualTo(topic);
        Destination plain = session.createQueue("q");
        assertThat(queue).isNotEqualTo(plain);
        assertThat(session.createQueue("q?exclusive=false&consumer.priority=0")).isEqualTo(plain);
    }

    @Test
    void optionsThatAreNoneAreRefused() throws JMSException {
        exceptTheReference("passes over what it does not know");
        Session session = autoSession();

        for (String name : new String[] {
            "q?exclusive",
            "q?exclusive=yes",
            "q?consumer-priority=high",
            "q?consumer.priority=99999999999",
            "q?consumer-priority=1&consumer.priority=1",
            "q?exclusive=true&",
            "q?from=earliest&exclusive=true"
        }) {
            assertThatThrownBy(() -> session.createQueue(name))
                    .isInstanceOf(InvalidDestinationException.class)
                    .hasMessageContaining("q?");
        }
        assertThatThrownBy(() -> session.createTopic("t?consumer.prority=1"))
                .hasMessageContaining("did you mean 'consumer.priority'?");
    }
}
