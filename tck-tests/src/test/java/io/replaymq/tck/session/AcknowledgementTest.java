package io.replaymq.tck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modes of acknowledgement. */
class AcknowledgementTest extends AssertionSuite {
    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @Assertion("6.2.10")
    void whatWasReceivedDoesNotComeAgain(int mode) throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2", "3");
        try (Session session = session(mode)) {
            nextTexts(session.createConsumer(queue), 3);
        }

        assertNothingIsLeftIn(queue);
    }

    @Test
    @AcrossRestart
    @Assertion("6.2.11")
    void whatTheClientAcknowledgedDoesNotComeAgain() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2");
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = client.createConsumer(queue);
        next(consumer);
        next(consumer).acknowledge();
        restartHere();
        client.close();

        assertNothingIsLeftIn(queue);
    }

    @Test
    @AcrossRestart
    @Assertion("6.2")
    void whatWasReceivedButNotAcknowledgedComesAgain() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2", "3");
        try (Session client = session(Session.CLIENT_ACKNOWLEDGE)) {
            MessageConsumer consumer = client.createConsumer(queue);
            next(consumer).acknowledge();
            next(consumer);
        }
        restartHere();

        MessageConsumer consumer = session().createConsumer(queue);
        Message two = next(consumer);
        assertThat(two.getBody(String.class)).isEqualTo("2");
        assertThat(two.getJMSRedelivered()).isTrue();
        assertThat(two.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        assertThat(nextText(consumer)).isEqualTo("3");
    }

    @Test
    @Assertion("3.4.7")
    void whatWasNeverReceivedIsNotRedelivered() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2");
        try (Session first = session(Session.AUTO_ACKNOWLEDGE)) {
            next(first.createConsumer(queue));
        }

        Message two = next(session().createConsumer(queue));

        assertThat(two.getBody(String.class)).isEqualTo("2");
        assertThat(two.getJMSRedelivered()).isFalse();
        assertThat(two.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Test
    @Assertion("6.2.10")
    void acknowledgingOneAcknowledgesAllThatTheSessionReceived() throws JMSException {
        Queue one = newQueue();
        Queue two = newQueue();
        send(one, "1", "2");
        send(two, "3");
        try (Session client = session(Session.CLIENT_ACKNOWLEDGE)) {
            nextTexts(client.createConsumer(one), 2);
            next(client.createConsumer(two)).acknowledge();
        }

        assertNothingIsLeftIn(one);
        assertNothingIsLeftIn(two);
    }

    @Test
    @Assertion("6.2.10")
    void acknowledgingTheFirstAcknowledgesTheLaterOnesToo() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2");
        try (Session client = session(Session.CLIENT_ACKNOWLEDGE)) {
            MessageConsumer consumer = client.createConsumer(queue);
            Message first = next(consumer);
            next(consumer);
            first.acknowledge();
        }

        assertNothingIsLeftIn(queue);
    }

    @Test
    @Assertion("6.2.10")
    void acknowledgingDoesNotReachOtherSessions() throws JMSException {
        Queue one = newQueue();
        Queue two = newQueue();
        send(one, "1");
        send(two, "2");
        Session ofOne = session(Session.CLIENT_ACKNOWLEDGE);
        next(ofOne.createConsumer(one));
        Session ofTwo = session(Session.CLIENT_ACKNOWLEDGE);
        next(ofTwo.createConsumer(two)).acknowledge();
        ofOne.close();

        assertThat(nextText(session().createConsumer(one))).isEqualTo("1");
    }

    @Test
    @Assertion("6.2.10")
    void acknowledgingTwiceIsFine() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2");
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = client.createConsumer(queue);
        Message message = next(consumer);

        message.acknowledge();
        message.acknowledge();

        assertThat(nextText(consumer)).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @Assertion("3.6")
    void acknowledgingByHandIsIgnoredWhereItIsAutomatic(int mode) throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2");
        MessageConsumer consumer = session(mode).createConsumer(queue);

        next(consumer).acknowledge();

        assertThat(nextText(consumer)).isEqualTo("2");
    }

    @Test
    @Assertion("3.6")
    void acknowledgingWhatIsBeingSentIsIgnored() throws JMSException {
        session().createMessage().acknowledge();
    }

    @Test
    @Assertion("8.8")
    void aMessageOfAClosedConsumerCanStillBeAcknowledged() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        try (Session client = session(Session.CLIENT_ACKNOWLEDGE)) {
            MessageConsumer consumer = client.createConsumer(queue);
            Message message = next(consumer);
            consumer.close();
            message.acknowledge();
        }

        assertNothingIsLeftIn(queue);
    }

    @Test
    @Assertion("6.2.15")
    void aMessageOfAClosedSessionCannotBeAcknowledged() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        Message message = next(client.createConsumer(queue));
        client.close();

        assertThatThrownBy(message::acknowledge).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("6.2")
    void whatOneSubscriptionAcknowledgedIsNotAcknowledgedForOthers() throws JMSException {
        Connection client = openClient(newName("client"));
        Session own = client.createSession(Session.CLIENT_ACKNOWLEDGE);
        var topic = newTopic();
        MessageConsumer one = own.createDurableConsumer(topic, "one");
        Session other = client.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer two = other.createDurableConsumer(topic, "two");
        send(topic, "1");
        next(one).acknowledge();
        next(two);
        other.close();

        assertThat(nextText(own.createDurableConsumer(topic, "two"))).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @Assertion("6.2.10")
    void theModeOfASessionIsTold(int mode) throws JMSException {
        assertThat(session(mode).getAcknowledgeMode()).isEqualTo(mode);
        assertThat(connection().createSession(false, mode).getAcknowledgeMode()).isEqualTo(mode);
        assertThat(session(mode).getTransacted()).isFalse();
    }

    @Test
    @Assertion("6.2")
    void aSessionAcknowledgesAutomaticallyUnlessItIsTold() throws JMSException {
        assertThat(connection().createSession().getAcknowledgeMode()).isEqualTo(Session.AUTO_ACKNOWLEDGE);
    }

    @Test
    @Assertion(
            value = "10.2",
            referenceDiffers = "throws an unchecked JMSRuntimeException from a method of the classic API")
    void anUnknownModeIsRefused() throws JMSException {
        connection();

        assertThatThrownBy(() -> connection().createSession(99)).isInstanceOf(JMSException.class);
    }
}
