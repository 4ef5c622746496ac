package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Starting, stopping and closing. Jakarta Messaging 3.1, sections 6.1 and 6.2. */
class LifecycleTest extends TckSuite {
    @Test
    void nothingIsDeliveredBeforeTheStart() throws JMSException {
        Connection stopped = openConnection();
        Session session = stopped.createSession();
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1");
        MessageConsumer consumer = session.createConsumer(queue);

        assertThat(consumer.receive(MOMENT_MS)).isNull();
        stopped.start();
        assertThat(receiveTexts(consumer, 1)).containsExactly("1");
    }

    @Test
    void stoppingPausesAndStartingGoesOn() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        sendTexts(session, queue, "1", "2");
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receiveTexts(consumer, 1)).containsExactly("1");

        connection.stop();

        assertThat(consumer.receive(MOMENT_MS)).isNull();
        assertThat(consumer.receiveNoWait()).isNull();
        connection.start();
        assertThat(receiveTexts(consumer, 1)).containsExactly("2");
    }

    @Test
    void stoppingWaitsForTheListenerThatRuns() throws Exception {
        Session session = autoSession();
        Queue queue = newQueue(session);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        session.createConsumer(queue).setMessageListener(message -> {
            entered.countDown();
            await(leave);
        });
        sendTexts(autoSession(), queue, "1");
        await(entered);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> does(() -> connection.stop()));

        assertThat(stopped).isNotCompleted();
        leave.countDown();
        stopped.get(SOON_MS, TimeUnit.MILLISECONDS);
    }

    @Test
    void closingAConsumerLetsItsReceiveReturnNull() throws Exception {
        MessageConsumer consumer = autoSession().createConsumer(newQueue(autoSession()));
        FutureTask<Object> receive = receiving(consumer);

        consumer.close();

        assertThat(receive.get(SOON_MS, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void closingTheConnectionLetsReceivesReturnNull() throws Exception {
        MessageConsumer consumer = autoSession().createConsumer(newQueue(autoSession()));
        FutureTask<Object> receive = receiving(consumer);

        connection.close();

        assertThat(receive.get(SOON_MS, TimeUnit.MILLISECONDS)).isNull();
    }

    /** Returns once a thread waits in {@code receive}. */
    private static FutureTask<Object> receiving(MessageConsumer consumer) {
        FutureTask<Object> receive = new FutureTask<>(consumer::receive);
        Thread thread = new Thread(receive, "receiver");
        thread.start();
        Awaitility.await()
                .atMost(Duration.ofMillis(SOON_MS))
                .until(() ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        return receive;
    }

    @Test
    void whatIsClosedRefusesToWork() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        connection.close();

        assertThatThrownBy(() -> connection.createSession()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> connection.start()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(session::createMessage).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.createProducer(queue)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(producer::getPriority).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(consumer::receive).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingTwiceIsFine() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        for (int i = 0; i < 2; i++) {
            consumer.close();
            producer.close();
            session.close();
            connection.close();
        }
    }

    @Test
    void aListenerCannotCloseItsSessionOrConnection() throws Exception {
        Session session = autoSession();
        Queue queue = newQueue(session);
        BlockingQueue<Class<?>> failures = new LinkedBlockingQueue<>();
        session.createConsumer(queue).setMessageListener(message -> {
            failures.add(failureOf(session::close));
            failures.add(failureOf(connection::close));
            failures.add(failureOf(connection::stop));
        });
        sendTexts(autoSession(), queue, "1");

        for (int i = 0; i < 3; i++) {
            assertThat(failures.poll(SOON_MS, TimeUnit.MILLISECONDS)).isEqualTo(IllegalStateException.class);
        }
    }

    @Test
    void aListenerCanCloseItsConsumer() throws Exception {
        exceptTheReference("delivers the listener's last message again; the interface lets it complete normally");
        Session session = autoSession();
        Queue queue = newQueue(session);
        MessageConsumer consumer = session.createConsumer(queue);
        CountDownLatch closed = new CountDownLatch(1);
        consumer.setMessageListener(message -> {
            does(consumer::close);
            closed.countDown();
        });
        sendTexts(autoSession(), queue, "1", "2");
        await(closed);
        session.close();

        assertThat(receiveTexts(autoSession().createConsumer(queue), 1)).containsExactly("2");
    }

    @Test
    void aConsumerWithAListenerCannotReceive() throws JMSException {
        Session session = autoSession();
        MessageConsumer consumer = session.createConsumer(newQueue(session));
        consumer.setMessageListener(message -> {});

        assertThatThrownBy(consumer::receiveNoWait).isInstanceOf(JMSException.class);
        consumer.setMessageListener(null);
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void aClientIdentifierIsSetOnceAndFirst() throws JMSException {
        Connection named = openConnection();
        String id = newName("client");
        named.setClientID(id);

        assertThat(named.getClientID()).isEqualTo(id);
        assertThatThrownBy(() -> named.setClientID("other")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> connection.setClientID("late")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClientIdentifierBelongsToOneConnection() throws JMSException {
        String id = newName("client");
        Connection first = openConnection();
        first.setClientID(id);

        assertThatThrownBy(() -> openConnection().setClientID(id)).isInstanceOf(InvalidClientIDException.class);
        first.close();
        openConnection().setClientID(id);
    }

    @Test
    void destinationsAreCheckedWhereTheyAreNamed() throws JMSException {
        Session session = autoSession();
        MessageProducer bound = session.createProducer(newQueue(session));
        MessageProducer free = session.createProducer(null);

        assertThatThrownBy(() -> session.createConsumer(null)).isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> bound.send(newQueue(session), session.createMessage()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> free.send(session.createMessage())).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> free.send(null, session.createMessage()))
                .isInstanceOf(InvalidDestinationException.class);
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void does(Action action) {
        assertThat(failureOf(action)).isEqualTo(Void.class);
    }

    private static Class<?> failureOf(Action action) {
        try {
            action.run();
            return Void.class;
        } catch (Exception e) {
            return e.getClass();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(SOON_MS, TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
