package io.replaymq.tck.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import io.replaymq.tck.suite.Background;
import io.replaymq.tck.suite.Collector;
import io.replaymq.tck.suite.Waits;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Closing connections, and what is closed with them. */
class CloseTest extends AssertionSuite {
    @Test
    @Assertion("6.1.8")
    void aClosedConnectionRefusesToWork() throws JMSException {
        Connection closed = openConnection();
        closed.close();

        assertThatThrownBy(closed::createSession).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.createSession(false, Session.AUTO_ACKNOWLEDGE))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::stop).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.setClientID("id")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::getMetaData).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::getClientID).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::getExceptionListener).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.setExceptionListener(null)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("6.1.8")
    void sessionsAreClosedWithTheirConnection() throws JMSException {
        Queue queue = newQueue();
        Session session = session();
        connection().close();

        assertThatThrownBy(session::createMessage).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.createProducer(queue)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.createConsumer(queue)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(session::getAcknowledgeMode).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("6.1.8")
    void producersAndConsumersAreClosedWithTheirConnection() throws JMSException {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        MessageConsumer consumer = session().createConsumer(queue);
        Message message = session().createMessage();
        connection().close();

        assertThatThrownBy(() -> producer.send(message)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(producer::getPriority).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(consumer::receiveNoWait).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> consumer.setMessageListener(null)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("6.1.8")
    void closingTwiceIsIgnored() throws JMSException {
        Connection connection = openConnection();
        Session session = connection.createSession();
        connection.close();

        session.close();
        connection.close();
    }

    @Test
    @Assertion("6.1.8")
    void closingEndsAReceiveThatWaits() throws Exception {
        MessageConsumer consumer = session().createConsumer(newQueue());
        Background<Message> receive = Background.start(consumer::receive).awaitWaiting();

        connection().close();

        assertThat(receive.result()).isNull();
    }

    @Test
    @Assertion("6.1.8")
    void closingWaitsForTheListenerThatRuns() throws Exception {
        Queue queue = newQueue();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Collector<String> order = new Collector<>();
        Connection own = openConnection();
        own.start();
        own.createSession().createConsumer(queue).setMessageListener(message -> {
            entered.countDown();
            Waits.until(leave);
            order.add("listener returned");
        });
        send(queue, "1");
        Waits.until(entered);

        Background<Void> close = Background.run(() -> {
            own.close();
            order.add("close returned");
        });
        close.awaitWaiting();
        close.assertStillRunning();
        leave.countDown();
        close.result();

        assertThat(order.next(2)).containsExactly("listener returned", "close returned");
    }

    @Test
    @Assertion("6.1.8")
    void aListenerThatRunsDuringCloseCanUseItsSession() throws Exception {
        Queue queue = newQueue();
        Queue replies = newQueue();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Connection own = openConnection();
        own.start();
        Session session = own.createSession();
        MessageProducer producer = session.createProducer(replies);
        Collector<Class<?>> failures = new Collector<>();
        session.createConsumer(queue).setMessageListener(message -> {
            entered.countDown();
            Waits.until(leave);
            failures.add(Waits.failureOf(() -> producer.send(session.createTextMessage("reply"))));
        });
        send(queue, "1");
        Waits.until(entered);

        Background<Void> close = Background.run(own::close).awaitWaiting();
        leave.countDown();
        close.result();

        assertThat(failures.next()).isEqualTo(void.class);
        assertThat(nextText(session().createConsumer(replies))).isEqualTo("reply");
    }

    @Test
    @Assertion("6.1.8")
    void aListenerThatClosesItsConnectionIsRefusedOrObeyed() throws Exception {
        Queue queue = newQueue();
        Connection own = openConnection();
        own.start();
        Collector<Class<?>> failures = new Collector<>();
        own.createSession()
                .createConsumer(queue)
                .setMessageListener(message -> failures.add(Waits.failureOf(own::close)));
        send(queue, "1");

        assertThat(failures.next()).isIn(void.class, IllegalStateException.class);
    }

    @Test
    @Assertion("6.1.5")
    void aListenerThatStopsItsConnectionIsRefusedOrObeyed() throws Exception {
        Queue queue = newQueue();
        Connection own = openConnection();
        own.start();
        Collector<Class<?>> failures = new Collector<>();
        own.createSession()
                .createConsumer(queue)
                .setMessageListener(message -> failures.add(Waits.failureOf(own::stop)));
        send(queue, "1");

        assertThat(failures.next()).isIn(void.class, IllegalStateException.class);
    }

    @Test
    @AcrossRestart
    @Assertion("6.1.8")
    void closingAcknowledgesNothingForTheClient() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Connection own = openConnection();
        own.start();
        next(own.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(queue));
        own.close();
        restartHere();

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("6.1.8")
    void aMessageOfAClosedConnectionCannotBeAcknowledged() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Connection own = openConnection();
        own.start();
        Message message = next(own.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(queue));
        own.close();

        assertThatThrownBy(message::acknowledge).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("6.1.8")
    void aConnectionIsClosedAtTheEndOfATry() throws JMSException {
        Connection left;
        try (Connection inside = factory().createConnection()) {
            left = inside;
        }

        assertThatThrownBy(left::createSession).isInstanceOf(IllegalStateException.class);
    }
}
