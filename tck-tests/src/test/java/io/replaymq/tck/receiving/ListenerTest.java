package io.replaymq.tck.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import io.replaymq.tck.suite.Background;
import io.replaymq.tck.suite.Collector;
import io.replaymq.tck.suite.Waits;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consumers that call a listener. */
class ListenerTest extends AssertionSuite {
    @Test
    @AcrossRestart
    @Assertion("8.7")
    void aListenerIsCalledWithTheMessagesInOrder() throws Exception {
        Queue queue = newQueue();
        Collector<String> seen = new Collector<>();
        session(Session.AUTO_ACKNOWLEDGE).createConsumer(queue).setMessageListener(Collector.texts(seen));
        restartHere();

        send(queue, "1", "2", "3");

        assertThat(seen.next(3)).containsExactly("1", "2", "3");
    }

    @Test
    @Assertion("8.7")
    void aListenerIsCalledWithWhatIsThereAlready() throws Exception {
        Queue queue = newQueue();
        send(queue, "1", "2");
        Collector<String> seen = new Collector<>();

        session(Session.AUTO_ACKNOWLEDGE).createConsumer(queue).setMessageListener(Collector.texts(seen));

        assertThat(seen.next(2)).containsExactly("1", "2");
    }

    @Test
    @Assertion("6.1.4")
    void aListenerIsNotCalledBeforeTheStart() throws Exception {
        Queue queue = newQueue();
        Collector<String> seen = new Collector<>();
        var stopped = openConnection();
        stopped.createSession().createConsumer(queue).setMessageListener(Collector.texts(seen));
        send(queue, "1");
        assertThat(session().createConsumer(newQueue()).receive(MOMENT_MS)).isNull();

        assertThat(seen.isEmpty()).isTrue();
        stopped.start();
        assertThat(seen.next()).isEqualTo("1");
    }

    @Test
    @Assertion("8.7")
    void theListenerIsTheOneThatWasSet() throws JMSException {
        MessageConsumer consumer = session(Session.AUTO_ACKNOWLEDGE).createConsumer(newQueue());
        assertThat(consumer.getMessageListener()).isNull();
        MessageListener listener = message -> {};
        consumer.setMessageListener(listener);

        assertThat(consumer.getMessageListener()).isSameAs(listener);
    }

    @Test
    @Assertion("8.7")
    void aListenerCanBeTakenAway() throws Exception {
        Queue queue = newQueue();
        Collector<String> seen = new Collector<>();
        MessageConsumer consumer = session(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
        consumer.setMessageListener(Collector.texts(seen));
        send(queue, "1");
        seen.next();

        consumer.setMessageListener(null);
        send(queue, "2");

        assertThat(nextText(consumer)).isEqualTo("2");
        assertThat(consumer.getMessageListener()).isNull();
    }

    @Test
    @Assertion("6.2.5")
    void aConsumerWithAListenerIsNotAskedForMessages() throws JMSException {
        MessageConsumer consumer = session(Session.AUTO_ACKNOWLEDGE).createConsumer(newQueue());
        consumer.setMessageListener(message -> {});

        assertThatThrownBy(consumer::receiveNoWait).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> consumer.receive(1)).isInstanceOf(JMSException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @Assertion("8.7")
    void aListenerThatThrowsGetsTheMessageAgain(int mode) throws Exception {
        Queue queue = newQueue();
        Collector<String> seen = new Collector<>();
        session(mode).createConsumer(queue).setMessageListener(throwingFirst(seen));

        send(queue, "1");
        assertThat(seen.next(2)).containsExactly("1 #1 false", "1 #2 true");
        send(queue, "2");

        assertThat(seen.next()).isEqualTo("2 #1 false");
    }

    @Test
    @Assertion("8.7")
    void aListenerThatThrowsGetsTheNextMessageWhereTheClientAcknowledges() throws Exception {
        Queue queue = newQueue();
        Collector<String> seen = new Collector<>();
        session(Session.CLIENT_ACKNOWLEDGE).createConsumer(queue).setMessageListener(throwingFirst(seen));

        send(queue, "1", "2");

        assertThat(seen.next(2)).containsExactly("1 #1 false", "2 #1 false");
    }

    private static MessageListener throwingFirst(Collector<String> seen) {
        AtomicInteger calls = new AtomicInteger();
        return message -> {
            Waits.unchecked(() -> seen.add(message.getBody(String.class) + " #"
                    + message.getIntProperty("JMSXDeliveryCount") + " " + message.getJMSRedelivered()));
            if (calls.incrementAndGet() == 1) {
                throw new UnsupportedOperationException("on purpose, the first time");
            }
        };
    }

    @Test
    @Assertion("6.2.10")
    void whatAListenerReturnedFromIsAcknowledged() throws Exception {
        Queue queue = newQueue();
        Collector<String> seen = new Collector<>();
        Session own = session(Session.AUTO_ACKNOWLEDGE);
        own.createConsumer(queue).setMessageListener(Collector.texts(seen));
        send(queue, "1", "2");
        seen.next(2);
        own.close();

        assertNothingIsLeftIn(queue);
    }

    @Test
    @Assertion("6.2.10")
    void aListenerAcknowledgesForItsSession() throws Exception {
        Queue queue = newQueue();
        Collector<String> seen = new Collector<>();
        Session own = session(Session.CLIENT_ACKNOWLEDGE);
        own.createConsumer(queue).setMessageListener(message -> {
            if (Collector.textOf(message).equals("2")) {
                Waits.unchecked(message::acknowledge);
            }
            seen.add(Collector.textOf(message));
        });
        send(queue, "1", "2");
        seen.next(2);
        own.close();

        assertNothingIsLeftIn(queue);
    }

    @Test
    @Assertion("6.2.5")
    void aListenerSendsWithItsSession() throws Exception {
        Queue queue = newQueue();
        Queue replies = newQueue();
        Session own = session(Session.AUTO_ACKNOWLEDGE);
        var producer = own.createProducer(replies);
        own.createConsumer(queue)
                .setMessageListener(message -> Waits.unchecked(
                        () -> producer.send(own.createTextMessage("re: " + message.getBody(String.class)))));

        send(queue, "1");

        assertThat(nextText(session().createConsumer(replies))).isEqualTo("re: 1");
    }

    @Test
    @Assertion("8.8")
    void closingTheConsumerWaitsForItsListener() throws Exception {
        Queue queue = newQueue();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Collector<String> order = new Collector<>();
        MessageConsumer consumer = session(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
        consumer.setMessageListener(message -> {
            entered.countDown();
            Waits.until(leave);
            order.add("listener returned");
        });
        send(queue, "1");
        Waits.until(entered);

        Background<Void> close = Background.run(() -> {
            consumer.close();
            order.add("close returned");
        });
        close.awaitWaiting();
        close.assertStillRunning();
        leave.countDown();
        close.result();

        assertThat(order.next(2)).containsExactly("listener returned", "close returned");
    }

    @Test
    @Assertion(
            value = "8.8",
            referenceDiffers = "delivers the message again that the listener closed its consumer with")
    void aListenerCanCloseItsConsumer() throws Exception {
        Queue queue = newQueue();
        Session own = session(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = own.createConsumer(queue);
        Collector<Class<?>> failures = new Collector<>();
        consumer.setMessageListener(message -> failures.add(Waits.failureOf(consumer::close)));
        send(queue, "1", "2");

        assertThat(failures.next()).isEqualTo(void.class);
        own.close();
        assertThat(nextText(session().createConsumer(queue))).isEqualTo("2");
    }

    @Test
    @Assertion("8.8")
    void aClosedConsumerCallsItsListenerNoMore() throws Exception {
        Queue queue = newQueue();
        Collector<String> seen = new Collector<>();
        MessageConsumer consumer = session(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
        consumer.setMessageListener(Collector.texts(seen));
        send(queue, "1");
        seen.next();
        consumer.close();

        send(queue, "2");

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("2");
        assertThat(seen.isEmpty()).isTrue();
    }

    @Test
    @Assertion("6.2.13")
    void listenersOfASessionAreCalledByOneThreadAfterTheOther() throws Exception {
        Queue one = newQueue();
        Queue two = newQueue();
        AtomicInteger inside = new AtomicInteger();
        Collector<Integer> atTheSameTime = new Collector<>();
        var own = openConnection();
        Session session = own.createSession();
        MessageListener listener = message -> {
            atTheSameTime.add(inside.incrementAndGet());
            Thread.onSpinWait();
            inside.decrementAndGet();
        };
        session.createConsumer(one).setMessageListener(listener);
        session.createConsumer(two).setMessageListener(listener);
        own.start();
        for (int i = 0; i < 20; i++) {
            send(one, "1");
            send(two, "2");
        }

        assertThat(atTheSameTime.next(40)).containsOnly(1);
    }

    @Test
    @Assertion("3.5.3")
    void whatAListenerGetsIsReadOnly() throws Exception {
        Queue queue = newQueue();
        Collector<Message> seen = new Collector<>();
        session(Session.AUTO_ACKNOWLEDGE).createConsumer(queue).setMessageListener(seen::add);
        send(queue, "1");

        Message message = seen.next();
        assertThatThrownBy(() -> message.setIntProperty("p", 1)).isInstanceOf(MessageNotWriteableException.class);
    }
}
