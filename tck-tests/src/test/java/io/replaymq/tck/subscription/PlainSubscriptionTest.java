package io.replaymq.tck.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;

/** Subscriptions that live as long as their consumer. */
class PlainSubscriptionTest extends AssertionSuite {
    @Test
    @AcrossRestart
    @Assertion("4.2.2")
    void everySubscriptionGetsEveryMessage() throws JMSException {
        Topic topic = newTopic();
        MessageConsumer one = session().createConsumer(topic);
        MessageConsumer two = session(Session.AUTO_ACKNOWLEDGE).createConsumer(topic);
        MessageConsumer three = session().createConsumer(topic);
        restartHere();

        send(topic, "1", "2", "3");

        assertThat(nextTexts(one, 3)).containsExactly("1", "2", "3");
        assertThat(nextTexts(two, 3)).containsExactly("1", "2", "3");
        assertThat(nextTexts(three, 3)).containsExactly("1", "2", "3");
    }

    @Test
    @Assertion("8.3.1")
    void whatWasSentBeforeIsNotForTheSubscription() throws JMSException {
        Topic topic = newTopic();
        send(topic, "before");

        MessageConsumer consumer = session().createConsumer(topic);
        send(topic, "after");

        assertThat(nextText(consumer)).isEqualTo("after");
    }

    @Test
    @Assertion("8.3.1")
    void whatIsSentAfterTheCloseIsForNobody() throws JMSException {
        Topic topic = newTopic();
        session().createConsumer(topic).close();
        send(topic, "nobody listens");

        MessageConsumer consumer = session().createConsumer(topic);
        send(topic, "after");

        assertThat(nextText(consumer)).isEqualTo("after");
    }

    @Test
    @Assertion("8.3.1")
    void whatWasNotReceivedIsDroppedWithTheConsumer() throws JMSException {
        Topic topic = newTopic();
        MessageConsumer first = session().createConsumer(topic);
        send(topic, "1", "2");
        nextText(first);
        first.close();

        MessageConsumer second = session().createConsumer(topic);
        send(topic, "3");

        assertThat(nextText(second)).isEqualTo("3");
    }

    @Test
    @Assertion("4.2.2")
    void aMessageToATopicWithoutSubscriptionsIsSent() throws JMSException {
        send(newTopic(), "nobody listens");
    }

    @Test
    @Assertion("4.2.2")
    void aSlowSubscriberDoesNotKeepMessagesFromOthers() throws JMSException {
        Topic topic = newTopic();
        MessageConsumer slow = session().createConsumer(topic);
        MessageConsumer quick = session().createConsumer(topic);
        send(topic, "1", "2");
        assertThat(nextTexts(quick, 2)).containsExactly("1", "2");
        send(topic, "3");

        assertThat(nextText(quick)).isEqualTo("3");
        assertThat(nextTexts(slow, 3)).containsExactly("1", "2", "3");
    }

    @Test
    @Assertion("4.2.2")
    void aSubscriptionThatIsNotReadWhileItsConnectionIsStoppedMissesNothing() throws JMSException {
        Topic topic = newTopic();
        Connection stopped = openConnection();
        MessageConsumer consumer = stopped.createSession().createConsumer(topic);
        send(topic, "1", "2");

        stopped.start();

        assertThat(nextTexts(consumer, 2)).containsExactly("1", "2");
    }

    @Test
    @Assertion("4.2.6")
    void aTopicAndAQueueOfOneNameAreTwoThings() throws JMSException {
        String name = newName("both");
        Topic topic = session().createTopic(name);
        Queue queue = session().createQueue(newName("both-queue"));
        MessageConsumer ofTopic = session().createConsumer(topic);
        MessageConsumer ofQueue = session().createConsumer(queue);
        send(queue, "to the queue");
        send(topic, "to the topic");

        assertThat(nextText(ofTopic)).isEqualTo("to the topic");
        assertThat(nextText(ofQueue)).isEqualTo("to the queue");
    }

    @Test
    @Assertion(value = "8.3.1", needs = Feature.NO_LOCAL)
    void noLocalKeepsAwayWhatTheOwnConnectionSends() throws JMSException {
        Topic topic = newTopic();
        MessageConsumer consumer = session().createConsumer(topic, null, true);
        send(topic, "own");
        Session other = openConnection().createSession();
        other.createProducer(topic).send(other.createTextMessage("of another"));

        assertThat(nextText(consumer)).isEqualTo("of another");
    }

    @Test
    @Assertion(value = "8.3.1", needs = Feature.NO_LOCAL)
    void noLocalKeepsAwayWhatOtherSessionsOfTheConnectionSend() throws JMSException {
        Topic topic = newTopic();
        MessageConsumer consumer = session().createConsumer(topic, null, true);
        Session sibling = session(Session.AUTO_ACKNOWLEDGE);
        sibling.createProducer(topic).send(sibling.createTextMessage("of a sibling"));
        Session other = openConnection().createSession();
        other.createProducer(topic).send(other.createTextMessage("of another"));

        assertThat(nextText(consumer)).isEqualTo("of another");
    }

    @Test
    @Assertion("8.3.1")
    void withoutNoLocalTheOwnMessagesCome() throws JMSException {
        Topic topic = newTopic();
        MessageConsumer consumer = session().createConsumer(topic, null, false);
        send(topic, "own");

        assertThat(nextText(consumer)).isEqualTo("own");
    }

    @Test
    @Assertion(value = "8.3.1", needs = Feature.SELECTORS)
    void aSelectorDecidesWhatIsAddedToTheSubscription() throws JMSException {
        Topic topic = newTopic();
        MessageConsumer consumer = session().createConsumer(topic, "n > 1");
        for (int n = 0; n < 4; n++) {
            Message message = session().createTextMessage(String.valueOf(n));
            message.setIntProperty("n", n);
            session().createProducer(topic).send(message);
        }

        assertThat(nextTexts(consumer, 2)).containsExactly("2", "3");
    }
}
