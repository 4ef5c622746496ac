package io.replaymq.tck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import io.replaymq.tck.suite.Collector;
import io.replaymq.tck.suite.Waits;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Recovering a session: it begins again with its first message that was not acknowledged. */
class RecoverTest extends AssertionSuite {
    @Test
    @AcrossRestart
    @Assertion(
            value = "6.2.10",
            referenceDiffers = "may deliver a message that is on its way before those that are recovered")
    void deliveryBeginsAgainAfterTheLastAcknowledgedMessage() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2", "3", "4");
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = client.createConsumer(queue);
        next(consumer).acknowledge();
        assertThat(nextTexts(consumer, 2)).containsExactly("2", "3");
        restartHere();

        client.recover();

        assertThat(nextTexts(consumer, 3)).containsExactly("2", "3", "4");
    }

    @Test
    @Assertion("6.2.10")
    void recoveredMessagesAreFlaggedAndCounted() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = client.createConsumer(queue);
        next(consumer);

        client.recover();

        Message one = next(consumer);
        assertThat(one.getJMSRedelivered()).isTrue();
        assertThat(one.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
    }

    @Test
    @Assertion(
            value = "6.2.10",
            referenceDiffers = "flags messages that it had only fetched; the section flags what is delivered again")
    void whatWasNotReceivedBeforeIsNotFlagged() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2");
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = client.createConsumer(queue);
        next(consumer);
        client.recover();
        next(consumer);

        Message two = next(consumer);

        assertThat(two.getJMSRedelivered()).isFalse();
        assertThat(two.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Test
    @Assertion("6.2.10")
    void recoveringReachesAllConsumersOfTheSession() throws JMSException {
        Queue one = newQueue();
        Queue two = newQueue();
        send(one, "1");
        send(two, "2");
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer ofOne = client.createConsumer(one);
        MessageConsumer ofTwo = client.createConsumer(two);
        next(ofOne);
        next(ofTwo);

        client.recover();

        assertThat(nextText(ofOne)).isEqualTo("1");
        assertThat(nextText(ofTwo)).isEqualTo("2");
    }

    @Test
    @Assertion("6.2.10")
    void whatWasRecoveredCanBeAcknowledged() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2");
        try (Session client = session(Session.CLIENT_ACKNOWLEDGE)) {
            MessageConsumer consumer = client.createConsumer(queue);
            nextTexts(consumer, 2);
            client.recover();
            next(consumer);
            next(consumer).acknowledge();
        }

        assertNothingIsLeftIn(queue);
    }

    @Test
    @Assertion("4.2.8")
    void aPlainSubscriberRecoversToo() throws JMSException {
        var topic = newTopic();
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = client.createConsumer(topic);
        send(topic, "1", "2");
        nextTexts(consumer, 2);

        client.recover();

        assertThat(nextTexts(consumer, 2)).containsExactly("1", "2");
    }

    @Test
    @Assertion(
            value = "6.2.10",
            referenceDiffers = "flags messages that it had only fetched; the section flags what is delivered again")
    void recoveringWithoutAnythingReceivedChangesNothing() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = client.createConsumer(queue);

        client.recover();

        assertThat(next(consumer).getJMSRedelivered()).isFalse();
    }

    @Test
    @Assertion("6.2.10")
    void whatWasAcknowledgedAutomaticallyIsNotRecovered() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2");
        Session auto = session(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = auto.createConsumer(queue);
        next(consumer);

        auto.recover();

        assertThat(nextText(consumer)).isEqualTo("2");
    }

    @Test
    @Assertion("6.2.10")
    void aListenerThatRecoversGetsItsMessageAgain() throws Exception {
        Queue queue = newQueue();
        Collector<String> seen = new Collector<>();
        AtomicInteger calls = new AtomicInteger();
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        client.createConsumer(queue).setMessageListener(message -> {
            Waits.unchecked(
                    () -> seen.add(message.getBody(String.class) + " #" + message.getIntProperty("JMSXDeliveryCount")));
            if (calls.incrementAndGet() == 1) {
                Waits.unchecked(client::recover);
            }
        });
        send(queue, "1");
        assertThat(seen.next(2)).containsExactly("1 #1", "1 #2");
        send(queue, "2");

        assertThat(seen.next()).isEqualTo("2 #1");
    }

    @Test
    @Assertion("6.2.10")
    void whatWasRecoveredIsRedeliveredToTheNextConsumer() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        next(client.createConsumer(queue));
        client.recover();
        client.close();

        assertThat(next(session().createConsumer(queue)).getJMSRedelivered()).isTrue();
    }

    @Test
    @Assertion("6.2.10")
    void aClosedSessionDoesNotRecover() throws JMSException {
        Session closed = session(Session.CLIENT_ACKNOWLEDGE);
        closed.close();

        assertThatThrownBy(closed::recover).isInstanceOf(IllegalStateException.class);
    }
}
