package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acknowledgement and redelivery. Jakarta Messaging 3.1, sections 6.2.10, 6.2.11 and 8.7. */
class AcknowledgementTest extends TckSuite {
    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    void whatWasReceivedDoesNotComeAgain(int mode) throws JMSException {
        Session session = connection.createSession(mode);
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1", "2", "3");

        assertThat(receiveTexts(session.createConsumer(queue), 3)).containsExactly("1", "2", "3");
        session.close();

        assertThat(autoSession().createConsumer(queue).receive(MOMENT_MS)).isNull();
    }

    @Test
    void whatWasNotReceivedGoesToTheNextConsumerAsNew() throws JMSException {
        Session first = autoSession();
        Queue queue = newQueue(first);
        sendTexts(first, queue, "1", "2", "3");
        assertThat(receiveTexts(first.createConsumer(queue), 1)).containsExactly("1");
        first.close();

        Message second = autoSession().createConsumer(queue).receive(SOON_MS);

        assertThat(second.getBody(String.class)).isEqualTo("2");
        assertThat(second.getJMSRedelivered()).isFalse();
        assertThat(second.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Test
    void acknowledgingOneMessageAcknowledgesAllThatTheSessionReceived() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue one = newQueue(session);
        Queue two = newQueue(session);
        sendTexts(session, one, "1", "2");
        sendTexts(session, two, "3");
        MessageConsumer ofOne = session.createConsumer(one);
        ofOne.receive(SOON_MS);
        ofOne.receive(SOON_MS);
        session.createConsumer(two).receive(SOON_MS).acknowledge();
        session.close();

        assertThat(autoSession().createConsumer(one).receive(MOMENT_MS)).isNull();
        assertThat(autoSession().createConsumer(two).receive(MOMENT_MS)).isNull();
    }

    @Test
    void whatTheClientDidNotAcknowledgeComesAgainFlagged() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1", "2", "3");
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.receive(SOON_MS).acknowledge();
        consumer.receive(SOON_MS);
        session.close();

        MessageConsumer next = autoSession().createConsumer(queue);
        Message two = next.receive(SOON_MS);
        Message three = next.receive(SOON_MS);

        assertThat(two.getBody(String.class)).isEqualTo("2");
        assertThat(two.getJMSRedelivered()).isTrue();
        assertThat(two.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        assertThat(three.getBody(String.class)).isEqualTo("3");
    }

    @Test
    void recoveringBeginsAgainWithTheOldestUnacknowledged() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1", "2", "3", "4");
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.receive(SOON_MS).acknowledge();
        assertThat(receiveTexts(consumer, 2)).containsExactly("2", "3");

        session.recover();

        Message two = consumer.receive(SOON_MS);
        assertThat(two.getBody(String.class)).isEqualTo("2");
        assertThat(two.getJMSRedelivered()).isTrue();
        assertThat(two.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        assertThat(receiveTexts(consumer, 2)).containsExactly("3", "4");
    }

    @Test
    void aMessageOfAClosedConsumerCanStillBeAcknowledged() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1", "2");
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = consumer.receive(SOON_MS);
        consumer.close();

        message.acknowledge();
        session.close();

        assertThat(receiveTexts(autoSession().createConsumer(queue), 1)).containsExactly("2");
    }

    @Test
    void acknowledgingOnAClosedSessionIsRefused() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1");
        Message message = session.createConsumer(queue).receive(SOON_MS);
        session.close();

        assertThatThrownBy(message::acknowledge).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aListenerThatThrowsGetsTheMessageAgain() throws Exception {
        Session session = autoSession();
        Queue queue = newQueue(session);
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        AtomicInteger calls = new AtomicInteger();
        session.createConsumer(queue).setMessageListener(message -> {
            seen.add(describe(message));
            if (calls.incrementAndGet() == 1) {
                throw new UnsupportedOperationException("on purpose, the first time");
            }
        });
        sendTexts(autoSession(), queue, "1", "2");

        assertThat(List.of(next(seen), next(seen), next(seen))).containsExactly("1 #1", "1 #2", "2 #1");
    }

    @Test
    void aListenerThatRecoversGetsTheMessageAgain() throws Exception {
        Session session = autoSession();
        Queue queue = newQueue(session);
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        AtomicInteger calls = new AtomicInteger();
        session.createConsumer(queue).setMessageListener(message -> {
            seen.add(describe(message));
            if (calls.incrementAndGet() == 1) {
                recover(session);
            }
        });
        sendTexts(autoSession(), queue, "1", "2");

        assertThat(List.of(next(seen), next(seen), next(seen))).containsExactly("1 #1", "1 #2", "2 #1");
    }

    private static void recover(Session session) {
        try {
            session.recover();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private static String describe(Message message) {
        try {
            return ((TextMessage) message).getText() + " #" + message.getIntProperty("JMSXDeliveryCount");
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private static String next(BlockingQueue<String> seen) throws InterruptedException {
        String text = seen.poll(SOON_MS, TimeUnit.MILLISECONDS);
        assertThat(text).as("the next message").isNotNull();
        return text;
    }
}
