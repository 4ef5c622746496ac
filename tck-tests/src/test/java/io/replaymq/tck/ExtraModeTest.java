package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Session modes beyond the specification, with the numbers that other providers gave them. {@code docs/jms.md}. */
class ExtraModeTest extends TckSuite {
    private static final int INDIVIDUAL = 101;
    private static final int INDIVIDUAL_OF_CLASSIC = 4;
    private static final int PRE_ACKNOWLEDGE = 100;
    private static final int NO_ACKNOWLEDGE = 257;

    @Test
    void individuallyAcknowledgedIsThatMessageOnly() throws JMSException {
        Session session = connection.createSession(INDIVIDUAL);
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1", "2", "3");
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.receive(SOON_MS);
        Message second = consumer.receive(SOON_MS);
        consumer.receive(SOON_MS);

        second.acknowledge();
        session.close();

        assertThat(receiveTexts(autoSession().createConsumer(queue), 2)).containsExactly("1", "3");
    }

    @Test
    void recoveringBringsWhatWasNotAcknowledged() throws JMSException {
        exceptTheReference("redelivers only what is behind the last acknowledged message");
        Session session = connection.createSession(INDIVIDUAL);
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1", "2", "3");
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.receive(SOON_MS);
        Message second = consumer.receive(SOON_MS);
        consumer.receive(SOON_MS);
        second.acknowledge();

        session.recover();

        assertThat(receiveTexts(consumer, 2)).containsExactly("1", "3");
    }

    @Test
    void aMessageOfAClosedConsumerCanStillBeAcknowledgedIndividually() throws JMSException {
        exceptTheReference("gives up what a closed consumer received");
        Session session = connection.createSession(INDIVIDUAL_OF_CLASSIC);
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1", "2");
        MessageConsumer consumer = session.createConsumer(queue);
        Message first = consumer.receive(SOON_MS);
        Message second = consumer.receive(SOON_MS);
        consumer.close();

        first.acknowledge();
        second.acknowledge();
        session.close();

        assertThat(autoSession().createConsumer(queue).receive(MOMENT_MS)).isNull();
    }

    @Test
    void theModeIsWhatWasAskedFor() throws JMSException {
        exceptTheReference("has its own numbers only");
        for (int mode : new int[] {INDIVIDUAL, INDIVIDUAL_OF_CLASSIC, PRE_ACKNOWLEDGE, NO_ACKNOWLEDGE}) {
            assertThat(connection.createSession(mode).getAcknowledgeMode()).isEqualTo(mode);
            assertThat(closing(factory().createContext(mode)).getSessionMode()).isEqualTo(mode);
        }
        assertThatThrownBy(() -> connection.createSession(77))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("77");
    }

    @Test
    void whatIsAcknowledgedBeforeDoesNotComeAgain() throws JMSException {
        Session session = connection.createSession(PRE_ACKNOWLEDGE);
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1");
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receiveTexts(consumer, 1)).containsExactly("1");

        session.recover();

        assertThat(consumer.receive(MOMENT_MS)).isNull();
    }

    @Test
    void aListenerThatThrowsDoesNotGetItAgain() throws Exception {
        exceptTheReference("delivers it again");
        Session session = connection.createSession(NO_ACKNOWLEDGE);
        Queue queue = newQueue(session);
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        AtomicBoolean first = new AtomicBoolean(true);
        session.createConsumer(queue).setMessageListener(message -> {
            received.add(textOf(message));
            if (first.getAndSet(false)) {
                throw new UnsupportedOperationException("as the test wants it");
            }
        });

        sendTexts(autoSession(), queue, "1", "2");

        assertThat(received.poll(SOON_MS, TimeUnit.MILLISECONDS)).isEqualTo("1");
        assertThat(received.poll(SOON_MS, TimeUnit.MILLISECONDS)).isEqualTo("2");
    }

    private static String textOf(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
