package io.replaymq.tck.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import io.replaymq.tck.suite.Background;
import io.replaymq.tck.suite.Collector;
import io.replaymq.tck.suite.Waits;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sends that nobody waits for. */
class AsyncSendTest extends AssertionSuite {
    @Test
    @Assertion("7.3")
    void theListenerIsToldOfAMessageThatWasSent() throws Exception {
        Queue queue = newQueue();
        Collector<String> completed = new Collector<>();

        session().createProducer(queue).send(session().createTextMessage("1"), Collector.completions(completed));

        assertThat(completed.next()).isEqualTo("1");
        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("7.3")
    void thereAreFourWaysToSendWithAListener() throws Exception {
        Queue queue = newQueue();
        Collector<String> completed = new Collector<>();
        CompletionListener listener = Collector.completions(completed);
        MessageProducer bound = session().createProducer(queue);
        MessageProducer free = session().createProducer(null);

        bound.send(session().createTextMessage("1"), listener);
        completed.next();
        bound.send(session().createTextMessage("2"), DeliveryMode.PERSISTENT, 4, 0, listener);
        completed.next();
        free.send(queue, session().createTextMessage("3"), listener);
        completed.next();
        free.send(queue, session().createTextMessage("4"), DeliveryMode.PERSISTENT, 4, 0, listener);
        completed.next();

        assertThat(nextTexts(session().createConsumer(queue), 4)).containsExactly("1", "2", "3", "4");
    }

    @Test
    @Assertion("7.3.1")
    void aMessageThatIsNotPersistentIsCompletedToo() throws Exception {
        Collector<String> completed = new Collector<>();

        session()
                .createProducer(newQueue())
                .send(
                        session().createTextMessage("1"),
                        DeliveryMode.NON_PERSISTENT,
                        4,
                        0,
                        Collector.completions(completed));

        assertThat(completed.next()).isEqualTo("1");
    }

    @Test
    @AcrossRestart
    @Assertion("7.3.1")
    void whatWasCompletedIsThere() throws Exception {
        Queue queue = newQueue();
        Collector<String> completed = new Collector<>();
        session().createProducer(queue).send(session().createTextMessage("1"), Collector.completions(completed));
        completed.next();
        restartHere();

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("7.3.2")
    void whatTheCallTellsTheListenerIsNotTold() throws Exception {
        Queue queue = newQueue();
        Collector<String> completed = new Collector<>();
        MessageProducer free = session().createProducer(null);

        assertThatThrownBy(() -> free.send(null, session().createMessage(), Collector.completions(completed)))
                .isInstanceOf(InvalidDestinationException.class);

        free.send(queue, session().createTextMessage("next"), Collector.completions(completed));
        assertThat(completed.next()).isEqualTo("next");
    }

    @Test
    @Assertion("7.3.2")
    void aSendNeedsAListener() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());

        assertThatThrownBy(() -> producer.send(session().createMessage(), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Assertion("7.3.3")
    void messagesArriveInTheOrderOfSending() throws Exception {
        Queue queue = newQueue();
        Collector<String> completed = new Collector<>();
        CompletionListener listener = Collector.completions(completed);
        MessageProducer producer = session().createProducer(queue);
        List<String> texts = IntStream.range(0, 200).mapToObj(String::valueOf).toList();

        for (String each : texts) {
            producer.send(session().createTextMessage(each), listener);
        }

        assertThat(nextTexts(session().createConsumer(queue), 200)).isEqualTo(texts);
    }

    @Test
    @Assertion("7.3.3")
    void synchronousAndAsynchronousSendsKeepTheirOrder() throws Exception {
        Queue queue = newQueue();
        CompletionListener listener = Collector.completions(new Collector<>());
        MessageProducer producer = session().createProducer(queue);
        for (int i = 0; i < 20; i++) {
            Message message = session().createTextMessage(String.valueOf(i));
            if (i % 3 == 0) {
                producer.send(message);
            } else {
                producer.send(message, listener);
            }
        }

        assertThat(nextTexts(session().createConsumer(queue), 20))
                .isEqualTo(IntStream.range(0, 20).mapToObj(String::valueOf).toList());
    }

    @Test
    @Assertion("7.3.8")
    void callbacksComeInTheOrderOfSending() throws Exception {
        Collector<String> completed = new Collector<>();
        CompletionListener listener = Collector.completions(completed);
        MessageProducer producer = session().createProducer(newQueue());
        List<String> texts = IntStream.range(0, 200).mapToObj(String::valueOf).toList();

        for (String each : texts) {
            producer.send(session().createTextMessage(each), listener);
        }

        assertThat(completed.next(200)).isEqualTo(texts);
    }

    @Test
    @Assertion("7.3.8")
    void callbacksComeFromAnotherThread() throws Exception {
        Collector<Thread> threads = new Collector<>();
        session().createProducer(newQueue()).send(session().createMessage(), completing(message -> {
            threads.add(Thread.currentThread());
        }));

        assertThat(threads.next()).isNotSameAs(Thread.currentThread());
    }

    @Test
    @Assertion("7.3.8")
    void callbacksOfASessionComeOneAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        Collector<Integer> atTheSameTime = new Collector<>();
        CompletionListener listener = completing(message -> {
            atTheSameTime.add(inside.incrementAndGet());
            Thread.onSpinWait();
            inside.decrementAndGet();
        });
        MessageProducer one = session().createProducer(newQueue());
        MessageProducer two = session().createProducer(newQueue());
        for (int i = 0; i < 100; i++) {
            (i % 2 == 0 ? one : two).send(session().createMessage(), listener);
        }

        assertThat(atTheSameTime.next(100)).containsOnly(1);
    }

    @Test
    @Assertion("7.3.6")
    void fieldsOfTheProviderAreSetWhenTheListenerIsCalled() throws Exception {
        Queue queue = newQueue();
        Collector<Message> completed = new Collector<>();
        Message message = session().createMessage();

        session().createProducer(queue).send(message, completing(completed::add));

        Message told = completed.next();
        assertThat(told.getJMSMessageID()).startsWith("ID:");
        assertThat(told.getJMSDestination()).isEqualTo(queue);
        assertThat(told.getJMSTimestamp()).isPositive();
        assertThat(next(session().createConsumer(queue)).getJMSMessageID()).isEqualTo(told.getJMSMessageID());
    }

    @Test
    @Assertion(value = "7.3.4", referenceDiffers = "closes while a callback runs; the section wants to wait")
    void closingTheProducerWaitsForItsCallbacks() throws Exception {
        Session own = session(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = own.createProducer(newQueue());
        closingWaits(own, producer, producer);
    }

    @Test
    @Assertion(value = "7.3.4", referenceDiffers = "closes while a callback runs; the section wants to wait")
    void closingTheSessionWaitsForItsCallbacks() throws Exception {
        Session own = session(Session.AUTO_ACKNOWLEDGE);
        closingWaits(own, own.createProducer(newQueue()), own);
    }

    @Test
    @Assertion(value = "7.3.4", referenceDiffers = "closes while a callback runs; the section wants to wait")
    void closingTheConnectionWaitsForItsCallbacks() throws Exception {
        Connection own = openConnection();
        Session session = own.createSession();
        closingWaits(session, session.createProducer(newQueue()), own);
    }

    private static void closingWaits(Session session, MessageProducer producer, AutoCloseable closed) throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        Collector<String> order = new Collector<>();
        producer.send(session.createMessage(), completing(message -> {
            Waits.until(leave);
            order.add("callback returned");
        }));

        Background<Void> close = Background.run(() -> {
            closed.close();
            order.add("close returned");
        });
        close.awaitWaiting();
        close.assertStillRunning();
        leave.countDown();
        close.result();

        assertThat(order.next(2)).containsExactly("callback returned", "close returned");
    }

    @Test
    @Assertion("7.3.4")
    void aCallbackCannotCloseItsSession() throws Exception {
        Session own = session(Session.AUTO_ACKNOWLEDGE);
        Collector<Class<?>> failures = new Collector<>();

        own.createProducer(newQueue())
                .send(own.createMessage(), completing(message -> failures.add(Waits.failureOf(own::close))));

        assertThat(failures.next()).isEqualTo(IllegalStateException.class);
    }

    @Test
    @Assertion("7.3.4")
    void aCallbackCannotCloseItsConnection() throws Exception {
        Connection own = openConnection();
        Session session = own.createSession();
        Collector<Class<?>> failures = new Collector<>();

        session.createProducer(newQueue())
                .send(session.createMessage(), completing(message -> failures.add(Waits.failureOf(own::close))));

        assertThat(failures.next()).isEqualTo(IllegalStateException.class);
    }

    @Test
    @Assertion("7.3.4")
    void aCallbackCannotCloseItsProducer() throws Exception {
        MessageProducer producer = session().createProducer(newQueue());
        Collector<Class<?>> failures = new Collector<>();

        producer.send(session().createMessage(), completing(message -> failures.add(Waits.failureOf(producer::close))));

        assertThat(failures.next()).isEqualTo(IllegalStateException.class);
    }

    private interface OnCompletion {
        void completed(Message message);
    }

    private static CompletionListener completing(OnCompletion then) {
        return new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                then.completed(message);
            }

            @Override
            public void onException(Message message, Exception exception) {
                throw new AssertionError(exception);
            }
        };
    }
}
