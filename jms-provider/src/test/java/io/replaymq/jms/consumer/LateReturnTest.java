package io.replaymq.jms.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.Delivery;
import io.replaymq.jms.JmsConnectionFactory;
import io.replaymq.jms.session.JmsSession;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A consumer that comes back to its broker too late, so that what it held may have gone to others. */
final class LateReturnTest {
    private static final long SOON_MS = 50_000;

    @TempDir
    static Path directory;

    private static Connection connect(String options) throws JMSException {
        Connection connection = JmsConnectionFactory.of("replaymq:vm?data=" + directory + options)
                .createConnection();
        connection.start();
        return connection;
    }

    private static Inbox onlyInboxOf(Session session) {
        SessionState state = ((JmsSession) session).inboxes().state();
        return state.locked(() -> state.inboxes().get(0));
    }

    private static void send(Session session, Queue to, String text) throws JMSException {
        session.createProducer(to).send(session.createTextMessage(text));
    }

    @Test
    void whatATransactionHadReceivedIsNotCommittedAndWhatItSentNeither() throws JMSException {
        try (Connection connection = connect("");
                Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
                Session session = connection.createSession()) {
            Queue in = session.createQueue("in-" + UUID.randomUUID());
            Queue out = session.createQueue("out-" + UUID.randomUUID());
            send(session, in, "1");
            MessageConsumer consumer = transacted.createConsumer(in);
            assertThat(consumer.receive(SOON_MS)).isNotNull();
            send(transacted, out, "never");
            onlyInboxOf(transacted).onStartedAnew();

            assertThatThrownBy(transacted::commit)
                    .isInstanceOf(TransactionRolledBackException.class)
                    .hasMessageContaining("interrupted for too long");

            send(transacted, out, "marker");
            transacted.commit();
            Message first = session.createConsumer(out).receive(SOON_MS);
            assertThat(first.getBody(String.class)).isEqualTo("marker");
        }
    }

    @Test
    void whatAListenerHadProcessedAndCouldNotAcknowledgeIsSettledWhenItComesAgain() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        BlockingQueue<Delivery> returned = new LinkedBlockingQueue<>();
        try (Connection connection = connect("&jms.delivery=exactly-once");
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
            Queue queue = session.createQueue("q-" + UUID.randomUUID());
            MessageConsumer consumer = session.createConsumer(queue);
            Inbox inbox = onlyInboxOf(session);
            send(session, queue, "1");
            Delivery first = takeFirst(session, inbox);
            consumer.setMessageListener(message -> {
                if (seen.isEmpty() && returned.isEmpty()) {
                    inbox.onStartedAnew();
                    returned.add(new Delivery(first.id(), 2, first.message()));
                }
                seen.add(textOf(message));
            });
            assertThat(seen.poll(50, TimeUnit.SECONDS)).isEqualTo("1");

            inbox.onDeliveries(List.copyOf(returned));
            try (Connection other = connect("");
                    Session outside = other.createSession()) {
                send(outside, queue, "2");
            }

            assertThat(seen.poll(50, TimeUnit.SECONDS)).isEqualTo("2");
        }
    }

    @Test
    void whatAListenerCouldNotProcessAndCameAgainAlreadyIsNotDeliveredTwice() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (Connection connection = connect("");
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
            Queue queue = session.createQueue("q-" + UUID.randomUUID());
            MessageConsumer consumer = session.createConsumer(queue);
            Inbox inbox = onlyInboxOf(session);
            send(session, queue, "1");
            Delivery first = takeFirst(session, inbox);
            AtomicInteger calls = new AtomicInteger();
            consumer.setMessageListener(message -> {
                seen.add(textOf(message));
                if (calls.getAndIncrement() == 0) {
                    inbox.onStartedAnew();
                    inbox.onDeliveries(List.of(new Delivery(first.id(), 2, first.message())));
                    throw new IllegalArgumentException("as the test wants it");
                }
            });
            assertThat(seen.poll(50, TimeUnit.SECONDS)).isEqualTo("1");
            assertThat(seen.poll(50, TimeUnit.SECONDS)).isEqualTo("1");

            try (Connection other = connect("");
                    Session outside = other.createSession()) {
                send(outside, queue, "2");
            }

            assertThat(seen.poll(50, TimeUnit.SECONDS)).isEqualTo("2");
        }
    }

    /** Looks at what has arrived and leaves it there. */
    private static Delivery takeFirst(Session session, Inbox inbox) throws JMSException {
        Handout handout = ((JmsSession) session).inboxes().handout();
        Held held = handout.take(inbox, Wait.ofMillis(SOON_MS));
        assertThat(held).isNotNull();
        handout.untake(inbox, List.of(held));
        handout.done(inbox, 1);
        return held.delivery();
    }

    private static String textOf(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
