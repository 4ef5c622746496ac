package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.jms.api.BatchReceiver;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listeners that take several messages at once, an extension. {@code docs/jms.md}. */
class BatchListenerTest extends TckSuite {
    private final BlockingQueue<List<String>> calls = new LinkedBlockingQueue<>();

    @BeforeEach
    void ours() {
        exceptTheReference("does not have it");
    }

    @Test
    void messagesComeSeveralAtOnceInOrder() throws Exception {
        Session session = autoSession();
        Queue queue = newQueue(session);
        MessageConsumer consumer = session.createConsumer(queue);
        sendTexts(autoSession(), queue, "1", "2", "3", "4", "5");
        ((BatchReceiver) consumer).setBatchMessageListener(messages -> calls.add(textsOf(messages)), 2);

        List<String> all = new ArrayList<>();
        while (all.size() < 5) {
            List<String> call = calls.poll(SOON_MS, TimeUnit.MILLISECONDS);
            assertThat(call).hasSizeBetween(1, 2);
            all.addAll(call);
        }

        assertThat(all).containsExactly("1", "2", "3", "4", "5");
        session.close();
        assertThat(autoSession().createConsumer(queue).receive(MOMENT_MS)).isNull();
    }

    @Test
    void allOfABatchComeAgainIfTheListenerThrows() throws Exception {
        Session session = autoSession();
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1", "2");
        MessageConsumer consumer = session.createConsumer(queue);
        ((BatchReceiver) consumer)
                .setBatchMessageListener(
                        messages -> {
                            calls.add(textsOf(messages));
                            if (!redelivered(messages.get(0))) {
                                throw new UnsupportedOperationException("as the test wants it");
                            }
                        },
                        10);

        List<String> refused = calls.poll(SOON_MS, TimeUnit.MILLISECONDS);
        List<String> again = calls.poll(SOON_MS, TimeUnit.MILLISECONDS);

        assertThat(refused).startsWith("1");
        assertThat(again).startsWith(refused.toArray(String[]::new));
    }

    @Test
    void aBatchOfClientModeIsAcknowledgedByOneOfItsMessages() throws Exception {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1", "2");
        MessageConsumer consumer = session.createConsumer(queue);
        ((BatchReceiver) consumer)
                .setBatchMessageListener(
                        messages -> {
                            acknowledge(messages.get(0));
                            calls.add(textsOf(messages));
                        },
                        10);
        for (int seen = 0; seen < 2; ) {
            seen += calls.poll(SOON_MS, TimeUnit.MILLISECONDS).size();
        }

        session.close();

        assertThat(autoSession().createConsumer(queue).receive(MOMENT_MS)).isNull();
    }

    @Test
    void itIsAListenerLikeAnother() throws JMSException {
        Session session = autoSession();
        MessageConsumer consumer = session.createConsumer(newQueue(session));
        ((BatchReceiver) consumer).setBatchMessageListener(messages -> {}, 10);

        assertThatThrownBy(consumer::receiveNoWait).isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThat(consumer.getMessageListener()).isNull();
        assertThatThrownBy(() -> ((BatchReceiver) consumer).setBatchMessageListener(messages -> {}, 0))
                .isInstanceOf(IllegalArgumentException.class);
        ((BatchReceiver) consumer).setBatchMessageListener(null, 10);
        assertThat(consumer.receiveNoWait()).isNull();
    }

    private static List<String> textsOf(List<Message> messages) {
        List<String> texts = new ArrayList<>();
        for (Message each : messages) {
            try {
                texts.add(each.getBody(String.class));
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        }
        return texts;
    }

    private static boolean redelivered(Message message) {
        try {
            return message.getJMSRedelivered();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private static void acknowledge(Message message) {
        try {
            message.acknowledge();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
