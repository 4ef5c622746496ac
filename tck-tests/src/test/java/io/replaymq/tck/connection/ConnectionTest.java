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
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Starting and pausing, metadata and the exception listener. */
class ConnectionTest extends AssertionSuite {
    @Test
    @Assertion("6.1")
    void aConnectionMakesSeveralSessions() throws JMSException {
        Queue queue = newQueue();
        Session one = connection().createSession();
        Session two = connection().createSession();

        one.createProducer(queue).send(one.createTextMessage("1"));

        assertThat(nextText(two.createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("2.14")
    void aConnectionIsUsedByManyThreads() throws Exception {
        Queue queue = newQueue();
        Background<Void> one = Background.run(() -> sendFromASessionOfItsOwn(queue));
        Background<Void> two = Background.run(() -> sendFromASessionOfItsOwn(queue));
        one.result();
        two.result();

        assertThat(nextTexts(session().createConsumer(queue), 2)).containsExactly("1", "1");
    }

    private void sendFromASessionOfItsOwn(Queue queue) throws JMSException {
        try (Session own = connection().createSession()) {
            own.createProducer(queue).send(own.createTextMessage("1"));
        }
    }

    @Test
    @Assertion("6.1.4")
    void aNewConnectionDeliversNothing() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Connection stopped = openConnection();
        MessageConsumer consumer = stopped.createSession().createConsumer(queue);

        assertThat(consumer.receive(MOMENT_MS)).isNull();
    }

    @Test
    @AcrossRestart
    @Assertion("6.1.4")
    void deliveryBeginsWithTheStart() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Connection stopped = openConnection();
        MessageConsumer consumer = stopped.createSession().createConsumer(queue);
        restartHere();

        stopped.start();

        assertThat(nextText(consumer)).isEqualTo("1");
    }

    @Test
    @Assertion("6.1.4")
    void aStoppedConnectionSends() throws JMSException {
        Queue queue = newQueue();
        Session stopped = openConnection().createSession();

        stopped.createProducer(queue).send(stopped.createTextMessage("1"));

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("6.1.5")
    void stoppingPausesReceiving() throws JMSException {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        connection().stop();
        send(queue, "1");

        assertThat(consumer.receive(MOMENT_MS)).isNull();
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    @Assertion("6.1.5")
    void stoppingPausesListeners() throws Exception {
        Queue queue = newQueue();
        Collector<String> seen = new Collector<>();
        session(Session.AUTO_ACKNOWLEDGE).createConsumer(queue).setMessageListener(Collector.texts(seen));
        send(queue, "1");
        assertThat(seen.next()).isEqualTo("1");

        connection().stop();
        send(queue, "2");
        assertThat(session().createConsumer(newQueue()).receive(MOMENT_MS)).isNull();

        assertThat(seen.isEmpty()).isTrue();
    }

    @Test
    @AcrossRestart
    @Assertion("6.1.5")
    void startingAgainGoesOnWithWhatCameMeanwhile() throws JMSException {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        send(queue, "1");
        assertThat(nextText(consumer)).isEqualTo("1");
        connection().stop();
        send(queue, "2", "3");
        restartHere();

        connection().start();

        assertThat(nextTexts(consumer, 2)).containsExactly("2", "3");
    }

    @Test
    @Assertion("6.1.5")
    void stoppingTwiceAndStartingTwiceIsIgnored() throws JMSException {
        Queue queue = newQueue();
        connection().stop();
        connection().stop();
        connection().start();
        connection().start();
        send(queue, "1");

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("6.1.5")
    void stoppingWaitsForTheListenerThatRuns() throws Exception {
        Queue queue = newQueue();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Collector<String> order = new Collector<>();
        session(Session.AUTO_ACKNOWLEDGE).createConsumer(queue).setMessageListener(message -> {
            entered.countDown();
            Waits.until(leave);
            order.add("listener returned");
        });
        send(queue, "1");
        Waits.until(entered);

        Background<Void> stop = Background.run(() -> {
            connection().stop();
            order.add("stop returned");
        });
        stop.awaitWaiting();
        stop.assertStillRunning();
        leave.countDown();
        stop.result();

        assertThat(order.next(2)).containsExactly("listener returned", "stop returned");
    }

    @Test
    @Assertion("6.1.5")
    void aListenerThatRunsDuringStopCanUseItsSession() throws Exception {
        Queue queue = newQueue();
        Queue replies = newQueue();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Session own = session(Session.AUTO_ACKNOWLEDGE);
        own.createConsumer(queue).setMessageListener(message -> {
            entered.countDown();
            Waits.until(leave);
            Waits.unchecked(() -> own.createProducer(replies).send(own.createTextMessage("reply")));
        });
        send(queue, "1");
        Waits.until(entered);

        Background<Void> stop = Background.run(() -> connection().stop());
        stop.awaitWaiting();
        leave.countDown();
        stop.result();
        connection().start();

        assertThat(nextText(session().createConsumer(replies))).isEqualTo("reply");
    }

    @Test
    @Assertion("6.1.6")
    void theVersionOfTheInterfaceIsTold() throws JMSException {
        ConnectionMetaData about = connection().getMetaData();

        assertThat(about.getJMSVersion()).isEqualTo(about.getJMSMajorVersion() + "." + about.getJMSMinorVersion());
        assertThat(about.getJMSMajorVersion()).isGreaterThanOrEqualTo(3);
    }

    @Test
    @Assertion("6.1.6")
    void theProviderIsTold() throws JMSException {
        ConnectionMetaData about = connection().getMetaData();

        assertThat(about.getJMSProviderName()).isNotBlank();
        assertThat(about.getProviderVersion()).isNotBlank();
        assertThat(about.getProviderMajorVersion()).isNotNegative();
        assertThat(about.getProviderMinorVersion()).isNotNegative();
    }

    @Test
    @Assertion("6.1.7")
    void thereIsNoExceptionListenerAtFirst() throws JMSException {
        assertThat(connection().getExceptionListener()).isNull();
    }

    @Test
    @Assertion("6.1.7")
    void theExceptionListenerIsTheOneThatWasSet() throws JMSException {
        ExceptionListener listener = exception -> {};
        connection().setExceptionListener(listener);
        assertThat(connection().getExceptionListener()).isSameAs(listener);

        connection().setExceptionListener(null);
        assertThat(connection().getExceptionListener()).isNull();
    }

    @Test
    @AcrossRestart
    @Assertion("6.1.7")
    void theExceptionListenerIsNotToldWhatACallTells() throws JMSException {
        Collector<String> told = new Collector<>();
        connection().setExceptionListener(exception -> told.add(exception.toString()));
        restartHere();

        assertThatThrownBy(() -> session().createConsumer(null)).isInstanceOf(JMSException.class);

        Queue queue = newQueue();
        send(queue, "1");
        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
        assertThat(told.isEmpty()).isTrue();
    }

    @Test
    @Assertion("6.1.1")
    void aUserNameAndAPasswordMayBeGiven() throws JMSException {
        Connection named = closing(factory().createConnection("user", "password"));

        assertThat(named.createSession()).isNotNull();
    }
}
