package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Selectors, noLocal, shared subscriptions and browsers, as applications meet them. Jakarta Messaging 3.1, chapters 3.8, 4 and 8.3. */
class BrokerFeatureTest extends TckSuite {
    private static void sendNumbered(Session session, jakarta.jms.Destination to, int from, int count)
            throws JMSException {
        MessageProducer producer = session.createProducer(to);
        for (int i = from; i < from + count; i++) {
            TextMessage message = session.createTextMessage(Integer.toString(i));
            message.setIntProperty("n", i);
            producer.send(message);
        }
    }

    @Test
    void aSelectorChoosesAndLeavesTheRestToOthers() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        sendNumbered(session, queue, 0, 10);

        MessageConsumer some = session.createConsumer(queue, "n BETWEEN 3 AND 5");
        assertThat(receiveTexts(some, 3)).containsExactly("3", "4", "5");
        assertThat(some.getMessageSelector()).isEqualTo("n BETWEEN 3 AND 5");
        some.close();

        assertThat(receiveTexts(session.createConsumer(queue), 7)).containsExactly("0", "1", "2", "6", "7", "8", "9");
    }

    @Test
    void aSelectorThatIsNoneIsRefusedWhereItIsGiven() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        Topic topic = newTopic(session);

        assertThatThrownBy(() -> session.createConsumer(queue, "n > ")).isInstanceOf(InvalidSelectorException.class);
        assertThatThrownBy(() -> session.createConsumer(topic, "n > ", true))
                .isInstanceOf(InvalidSelectorException.class);
        assertThatThrownBy(() -> session.createSharedConsumer(topic, "s", "n > "))
                .isInstanceOf(InvalidSelectorException.class);
        assertThat(session.createConsumer(queue, "").getMessageSelector()).isNull();
    }

    @Test
    void noLocalLeavesOutWhatTheConnectionPublishedItself() throws JMSException {
        Session session = autoSession();
        Topic topic = newTopic(session);
        Connection other = openConnection();
        MessageConsumer all = session.createConsumer(topic);
        TopicSubscriber others = (TopicSubscriber) session.createConsumer(topic, null, true);

        sendTexts(session, topic, "own");
        sendTexts(other.createSession(), topic, "other's");

        assertThat(receiveTexts(all, 2)).containsExactlyInAnyOrder("own", "other's");
        assertThat(receiveTexts(others, 1)).containsExactly("other's");
        assertThat(others.getNoLocal()).isTrue();
        assertThat(((TopicSubscriber) all).getNoLocal()).isFalse();
    }

    @Test
    void consumersOfASharedSubscriptionShare() throws JMSException {
        Session session = autoSession();
        Topic topic = newTopic(session);
        String name = newName("shared");
        MessageConsumer first = session.createSharedConsumer(topic, name);
        MessageConsumer second = openStarted().createSession().createSharedConsumer(topic, name);
        sendNumbered(session, topic, 0, 20);

        List<String> received = new ArrayList<>();
        Awaitility.await().atMost(Duration.ofMillis(SOON_MS)).until(() -> {
            for (MessageConsumer each : List.of(first, second)) {
                for (Message next = each.receiveNoWait(); next != null; next = each.receiveNoWait()) {
                    received.add(next.getBody(String.class));
                }
            }
            return received.size() >= 20;
        });

        assertThat(received).doesNotHaveDuplicates().hasSize(20);
    }

    private Connection openStarted() throws JMSException {
        Connection started = openConnection();
        started.start();
        return started;
    }

    @Test
    void aSharedDurableSubscriptionKeepsUntilItIsUnsubscribed() throws JMSException {
        Session session = autoSession();
        Topic topic = newTopic(session);
        String name = newName("durable");
        session.createSharedDurableConsumer(topic, name, "n < 2").close();
        sendNumbered(session, topic, 0, 4);

        MessageConsumer again = session.createSharedDurableConsumer(topic, name, "n < 2");
        assertThat(receiveTexts(again, 2)).containsExactly("0", "1");
        assertThat(again.receive(MOMENT_MS)).isNull();
        assertThatThrownBy(() -> session.unsubscribe(name)).isInstanceOf(JMSException.class);
        again.close();
        session.unsubscribe(name);
        assertThatThrownBy(() -> session.unsubscribe(name)).isInstanceOf(jakarta.jms.InvalidDestinationException.class);
    }

    @Test
    void aDurableSubscriptionWithAnotherSelectorIsANewOne() throws JMSException {
        Connection named = openConnection();
        named.setClientID(newName("client"));
        named.start();
        Session session = named.createSession();
        Topic topic = newTopic(session);
        session.createDurableConsumer(topic, "s", "n < 2", false).close();
        sendNumbered(session, topic, 0, 4);

        MessageConsumer changed = session.createDurableConsumer(topic, "s", "n > 2", false);
        assertThat(changed.receive(MOMENT_MS)).isNull();
        sendNumbered(session, topic, 3, 1);
        assertThat(receiveTexts(changed, 1)).containsExactly("3");
        changed.close();
        session.unsubscribe("s");
    }

    @Test
    void aBrowserShowsWithoutConsuming() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        sendNumbered(session, queue, 0, 450);

        QueueBrowser all = session.createBrowser(queue);
        QueueBrowser some = session.createBrowser(queue, "n >= 448");

        assertThat(texts(all.getEnumeration()))
                .hasSize(450)
                .startsWith("0", "1")
                .endsWith("449");
        assertThat(texts(all.getEnumeration())).as("another look").hasSize(450);
        assertThat(texts(some.getEnumeration())).containsExactly("448", "449");
        assertThat(some.getMessageSelector()).isEqualTo("n >= 448");
        assertThat(some.getQueue()).isEqualTo(queue);
        assertThat(receiveTexts(session.createConsumer(queue), 450)).hasSize(450);
        Awaitility.await() // nobody waits for acknowledgements of this mode
                .atMost(Duration.ofMillis(SOON_MS))
                .until(() -> texts(all.getEnumeration()).isEmpty());
    }

    @Test
    void aBrowserIsCheckedWhereItIsMadeAndClosesWithItsSession() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        QueueBrowser browser = session.createBrowser(queue);

        assertThatThrownBy(() -> session.createBrowser(queue, "n >")).isInstanceOf(InvalidSelectorException.class);
        assertThatThrownBy(() -> session.createBrowser(null))
                .isInstanceOf(jakarta.jms.InvalidDestinationException.class);
        session.close();
        assertThatThrownBy(browser::getEnumeration).isInstanceOf(jakarta.jms.IllegalStateException.class);
    }

    private static List<String> texts(Enumeration<?> messages) throws JMSException {
        List<String> texts = new ArrayList<>();
        while (messages.hasMoreElements()) {
            texts.add(((TextMessage) messages.nextElement()).getText());
        }
        return texts;
    }
}
