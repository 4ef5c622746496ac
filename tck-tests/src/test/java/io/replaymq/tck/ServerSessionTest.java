package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connection consumers, which have an application server's sessions deliver. Jakarta Messaging 3.1, section 12.2. */
class ServerSessionTest extends TckSuite {
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @BeforeEach
    void ours() {
        exceptTheReference("does not have connection consumers");
    }

    /** An application server in small: sessions that are used one after the other, on threads of its own. */
    private final class Pool implements ServerSessionPool {
        private final BlockingQueue<Session> idle = new LinkedBlockingQueue<>();
        private final ExecutorService threads;

        Pool(Connection of, int size, int mode) throws JMSException {
            threads = Executors.newFixedThreadPool(size);
            for (int i = 0; i < size; i++) {
                Session session = of.createSession(mode);
                session.setMessageListener(message -> received.add(textOf(message)));
                idle.add(session);
            }
            closing(threads::shutdown);
        }

        @Override
        public ServerSession getServerSession() throws JMSException {
            try {
                Session session = idle.take();
                return new ServerSession() {
                    @Override
                    public Session getSession() {
                        return session;
                    }

                    @Override
                    public void start() {
                        threads.execute(() -> {
                            session.run();
                            idle.add(session);
                        });
                    }
                };
            } catch (InterruptedException e) {
                throw new JMSException(e.toString());
            }
        }
    }

    private List<String> next(int count) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            String text = received.poll(SOON_MS, TimeUnit.MILLISECONDS);
            assertThat(text).isNotNull();
            texts.add(text);
        }
        return texts;
    }

    @Test
    void theSessionsOfThePoolDeliver() throws Exception {
        Queue queue = newQueue(autoSession());
        sendTexts(autoSession(), queue, "1", "2", "3", "4", "5");

        ConnectionConsumer consumer =
                connection.createConnectionConsumer(queue, null, new Pool(connection, 2, Session.AUTO_ACKNOWLEDGE), 2);

        assertThat(next(5)).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
        consumer.close();
        assertThat(autoSession().createConsumer(queue).receive(MOMENT_MS)).isNull();
    }

    @Test
    void nothingIsDeliveredWhileTheConnectionIsStopped() throws Exception {
        Connection stopped = openConnection();
        Queue queue = newQueue(autoSession());
        sendTexts(autoSession(), queue, "1");
        stopped.createConnectionConsumer(queue, null, new Pool(stopped, 1, Session.DUPS_OK_ACKNOWLEDGE), 1);
        assertThat(received.poll(MOMENT_MS, TimeUnit.MILLISECONDS)).isNull();

        stopped.start();

        assertThat(next(1)).containsExactly("1");
    }

    @Test
    void aListenerThatThrowsGetsTheMessageAgain() throws Exception {
        Queue queue = newQueue(autoSession());
        sendTexts(autoSession(), queue, "1");
        AtomicInteger calls = new AtomicInteger();
        Pool pool = new Pool(connection, 1, Session.AUTO_ACKNOWLEDGE);
        pool.idle.element().setMessageListener(message -> {
            if (calls.incrementAndGet() == 1) {
                throw new UnsupportedOperationException("as the test wants it");
            }
            received.add(textOf(message));
        });

        connection.createConnectionConsumer(queue, null, pool, 1);

        assertThat(next(1)).containsExactly("1");
    }

    @Test
    void whatASessionDidNotAcknowledgeComesAgainWhenItCloses() throws Exception {
        Queue queue = newQueue(autoSession());
        sendTexts(autoSession(), queue, "1");
        Pool pool = new Pool(connection, 1, Session.CLIENT_ACKNOWLEDGE);
        Session first = pool.idle.element();
        connection.createConnectionConsumer(queue, null, pool, 1);
        assertThat(next(1)).containsExactly("1");
        Session second = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        second.setMessageListener(message -> received.add(textOf(message)));
        assertThat(pool.idle.poll(SOON_MS, TimeUnit.MILLISECONDS)).isSameAs(first);
        pool.idle.add(second);

        first.close();

        assertThat(next(1)).containsExactly("1");
    }

    @Test
    void durableSubscriptionsHaveConnectionConsumersToo() throws Exception {
        Connection named = openConnection();
        named.setClientID(newName("client"));
        named.start();
        Topic topic = newTopic(autoSession());
        Pool pool = new Pool(named, 1, Session.AUTO_ACKNOWLEDGE);
        ConnectionConsumer consumer = named.createDurableConnectionConsumer(topic, "s", null, pool, 1);
        consumer.close();
        sendTexts(autoSession(), topic, "1");

        named.createDurableConnectionConsumer(topic, "s", null, pool, 1);

        assertThat(next(1)).containsExactly("1");
    }

    @Test
    void aConsumerHasItsPoolUntilItIsClosed() throws Exception {
        Pool pool = new Pool(connection, 1, Session.AUTO_ACKNOWLEDGE);
        Queue queue = newQueue(autoSession());
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 1);

        assertThat(consumer.getServerSessionPool()).isSameAs(pool);
        consumer.close();
        consumer.close();
        assertThatThrownBy(consumer::getServerSessionPool).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> connection.createConnectionConsumer(queue, null, null, 1))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> connection.createConnectionConsumer(queue, null, pool, 0))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> connection.createConnectionConsumer(null, null, pool, 1))
                .isInstanceOf(jakarta.jms.InvalidDestinationException.class);
    }

    private static String textOf(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
