package io.replaymq.jms.transaction;

import static io.replaymq.jms.transaction.Messages.newName;
import static io.replaymq.jms.transaction.Messages.nextTexts;
import static io.replaymq.jms.transaction.Messages.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.jms.JmsConnectionFactory;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.ServerSession;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listeners of transacted sessions, and those that are told of asynchronous sends. */
final class ListenerTransactionTest {
    @TempDir
    static Path directory;

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private Connection connection;
    private Session session;
    private Session transacted;
    private Queue queue;

    @BeforeEach
    void connect() throws JMSException {
        connection = JmsConnectionFactory.of("replaymq:vm?data=" + directory).createConnection();
        connection.start();
        session = connection.createSession();
        transacted = connection.createSession(Session.SESSION_TRANSACTED);
        queue = session.createQueue(newName());
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
    }

    private void awaitSeen(String... texts) throws InterruptedException {
        for (String each : texts) {
            assertThat(seen.poll(50, TimeUnit.SECONDS)).isEqualTo(each);
        }
    }

    private interface Work {
        void on(String text) throws JMSException;
    }

    private void listen(Work work) throws JMSException {
        transacted.createConsumer(queue).setMessageListener(message -> {
            try {
                String text = message.getBody(String.class);
                work.on(text);
                seen.add(text + " x " + message.getIntProperty("JMSXDeliveryCount"));
            } catch (JMSException e) {
                seen.add(e.toString());
            }
        });
    }

    @Test
    void aListenerCommitsItsOwnMessage() throws Exception {
        listen(text -> transacted.commit());
        send(session, queue, "1", "2");
        awaitSeen("1 x 1", "2 x 1");
        transacted.close();

        send(session, queue, "3");
        assertThat(nextTexts(session.createConsumer(queue), 1)).containsExactly("3");
    }

    @Test
    void aListenerThatRollsBackGetsItsMessageAgainBeforeTheNext() throws Exception {
        send(session, queue, "1", "2");
        int[] calls = {0};
        listen(text -> {
            if (++calls[0] < 4) {
                transacted.rollback();
            }
        });

        awaitSeen("1 x 1", "1 x 2", "1 x 3", "1 x 4", "2 x 1");
    }

    @Test
    void aListenerThatThrowsGetsTheNextMessageAndNothingIsRolledBack() throws Exception {
        send(session, queue, "1", "2");
        transacted.createConsumer(queue).setMessageListener(message -> {
            String text = textOf(message);
            seen.add(text);
            if (text.equals("1")) {
                throw new IllegalArgumentException("as the test wants it");
            }
            commit();
        });
        awaitSeen("1", "2");
        transacted.close();

        send(session, queue, "3");
        assertThat(nextTexts(session.createConsumer(queue), 1)).containsExactly("3");
    }

    private static String textOf(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private void commit() {
        try {
            transacted.commit();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCompletionListenerIsToldBeforeTheCommitAndMayNotEndTheTransaction() throws Exception {
        MessageProducer producer = transacted.createProducer(queue);
        producer.send(transacted.createTextMessage("1"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                seen.add(failureOf(transacted::commit));
                seen.add(failureOf(transacted::rollback));
            }

            @Override
            public void onException(Message message, Exception exception) {
                seen.add(exception.toString());
            }
        });
        transacted.commit();
        seen.add("committed");

        awaitSeen(IllegalStateException.class.getName(), IllegalStateException.class.getName(), "committed");
        assertThat(nextTexts(session.createConsumer(queue), 1)).containsExactly("1");
    }

    private interface Ending {
        void run() throws JMSException;
    }

    private static String failureOf(Ending ending) {
        try {
            ending.run();
            return "no failure";
        } catch (JMSException e) {
            return e.getClass().getName();
        }
    }

    @Test
    void aServerSessionCommitsWhatAConnectionConsumerHasItDeliver() throws Exception {
        transacted.setMessageListener(message -> {
            seen.add(textOf(message));
            commit();
        });
        ServerSession server = new ServerSession() {
            @Override
            public Session getSession() {
                return transacted;
            }

            @Override
            public void start() {
                transacted.run();
            }
        };
        var consumer = connection.createConnectionConsumer(queue, null, () -> server, 1);
        send(session, queue, "1", "2");
        awaitSeen("1", "2");
        consumer.close();

        send(session, queue, "3");
        assertThat(nextTexts(session.createConsumer(queue), 1)).containsExactly("3");
    }
}
