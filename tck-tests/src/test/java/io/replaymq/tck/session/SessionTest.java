package io.replaymq.tck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import io.replaymq.tck.suite.Background;
import io.replaymq.tck.suite.Collector;
import io.replaymq.tck.suite.Waits;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What sessions make, the order they keep, one listener at a time, and closing them. */
class SessionTest extends AssertionSuite {
    @Test
    @Assertion("6.2.3")
    void aSessionMakesDestinationsByName() throws JMSException {
        String name = newName("named");
        Queue queue = session().createQueue(name);
        Topic topic = session().createTopic(name);

        assertThat(queue.getQueueName()).isEqualTo(name);
        assertThat(topic.getTopicName()).isEqualTo(name);
    }

    @Test
    @Assertion("5.2")
    void destinationsOfOneNameAreEqual() throws JMSException {
        String name = newName("named");

        assertThat(session().createQueue(name))
                .isEqualTo(session().createQueue(name))
                .hasSameHashCodeAs(session().createQueue(name));
        assertThat(session().createTopic(name)).isEqualTo(session().createTopic(name));
        assertThat(session().createTopic(name)).isNotEqualTo(session().createQueue(name));
    }

    @Test
    @Assertion("6.2.1")
    void aSessionServesSeveralProducersAndConsumers() throws JMSException {
        Queue one = newQueue();
        Queue two = newQueue();
        MessageConsumer ofOne = session().createConsumer(one);
        MessageConsumer ofTwo = session().createConsumer(two);
        MessageProducer toOne = session().createProducer(one);
        MessageProducer toTwo = session().createProducer(two);

        toTwo.send(session().createTextMessage("2"));
        toOne.send(session().createTextMessage("1"));

        assertThat(nextText(ofOne)).isEqualTo("1");
        assertThat(nextText(ofTwo)).isEqualTo("2");
    }

    @Test
    @AcrossRestart
    @Assertion("6.2.9.1")
    void messagesOfOneSessionArriveInTheOrderOfSending() throws JMSException {
        Queue queue = newQueue();
        String[] texts = IntStream.range(0, 100).mapToObj(String::valueOf).toArray(String[]::new);
        send(queue, texts);
        restartHere();

        assertThat(nextTexts(session().createConsumer(queue), 100)).containsExactly(texts);
    }

    @Test
    @Assertion("6.2.9.1")
    void twoProducersOfOneSessionKeepTheOrderOfSending() throws JMSException {
        Queue queue = newQueue();
        MessageProducer one = session().createProducer(queue);
        MessageProducer two = session().createProducer(queue);
        for (int i = 0; i < 10; i++) {
            (i % 2 == 0 ? one : two).send(session().createTextMessage(String.valueOf(i)));
        }

        assertThat(nextTexts(session().createConsumer(queue), 10))
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    @Assertion("6.2.9.2")
    void eachDeliveryModeKeepsItsOrder() throws JMSException {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        for (int i = 0; i < 10; i++) {
            int mode = i % 2 == 0 ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
            producer.send(session().createTextMessage(String.valueOf(i)), mode, 4, 0);
        }

        List<String> all = nextTexts(session().createConsumer(queue), 10);

        assertThat(all).filteredOn(text -> Integer.parseInt(text) % 2 == 0).containsExactly("0", "2", "4", "6", "8");
        assertThat(all).filteredOn(text -> Integer.parseInt(text) % 2 == 1).containsExactly("1", "3", "5", "7", "9");
    }

    @Test
    @Assertion("6.2.13")
    void aSessionCallsOneListenerAtATime() throws Exception {
        Queue one = newQueue();
        Queue two = newQueue();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Collector<String> order = new Collector<>();
        var stopped = openConnection();
        Session own = stopped.createSession();
        own.createConsumer(one).setMessageListener(message -> {
            entered.countDown();
            Waits.until(leave);
            order.add("one ended");
        });
        own.createConsumer(two).setMessageListener(message -> order.add("two"));
        send(one, "1");
        stopped.start();
        Waits.until(entered);

        send(two, "2");
        assertThat(order.isEmpty()).isTrue();
        leave.countDown();

        assertThat(order.next(2)).containsExactly("one ended", "two");
    }

    @Test
    @Assertion("6.2.14")
    void listenersOfTwoSessionsRunAtTheSameTime() throws Exception {
        Queue one = newQueue();
        Queue two = newQueue();
        CountDownLatch both = new CountDownLatch(2);
        Collector<String> passed = new Collector<>();
        for (Queue each : List.of(one, two)) {
            session(Session.AUTO_ACKNOWLEDGE).createConsumer(each).setMessageListener(message -> {
                both.countDown();
                Waits.until(both);
                passed.add("passed");
            });
        }
        send(one, "1");
        send(two, "2");

        assertThat(passed.next(2)).containsExactly("passed", "passed");
    }

    @Test
    @Assertion("6.2.15")
    void aClosedSessionRefusesToWork() throws JMSException {
        Queue queue = newQueue();
        Session closed = session(Session.AUTO_ACKNOWLEDGE);
        closed.close();

        assertThatThrownBy(closed::createMessage).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::createTextMessage).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::createBytesMessage).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::createMapMessage).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::createStreamMessage).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::createObjectMessage).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.createQueue("q")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.createTopic("t")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.createProducer(queue)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.createConsumer(queue)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::getTransacted).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::getAcknowledgeMode).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.unsubscribe("s")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::recover).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("6.2.15")
    void aClosedSessionHasNoListener() throws JMSException {
        Session closed = session(Session.AUTO_ACKNOWLEDGE);
        closed.close();

        assertThatThrownBy(closed::getMessageListener).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.setMessageListener(null)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("6.2.15")
    void producersAndConsumersAreClosedWithTheirSession() throws JMSException {
        Queue queue = newQueue();
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = session.createMessage();
        session.close();

        assertThatThrownBy(() -> producer.send(message)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(consumer::receive).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(consumer::getMessageListener).isInstanceOf(IllegalStateException.class);
        producer.close();
        consumer.close();
    }

    @Test
    @Assertion("6.2.15")
    void closingTwiceIsIgnored() throws JMSException {
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        session.close();

        session.close();
    }

    @Test
    @Assertion("6.2.15")
    void closingEndsAReceiveThatWaits() throws Exception {
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(newQueue());
        Background<Message> receive = Background.start(consumer::receive).awaitWaiting();

        session.close();

        assertThat(receive.result()).isNull();
    }

    @Test
    @Assertion("6.2.15")
    void closingWaitsForTheListenerThatRuns() throws Exception {
        Queue queue = newQueue();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Collector<String> order = new Collector<>();
        Session own = session(Session.AUTO_ACKNOWLEDGE);
        own.createConsumer(queue).setMessageListener(message -> {
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
    @Assertion("6.2.15")
    void aListenerThatClosesItsSessionIsRefusedOrObeyed() throws Exception {
        Queue queue = newQueue();
        Session own = session(Session.AUTO_ACKNOWLEDGE);
        Collector<Class<?>> failures = new Collector<>();
        own.createConsumer(queue).setMessageListener(message -> failures.add(Waits.failureOf(own::close)));
        send(queue, "1");

        assertThat(failures.next()).isIn(void.class, IllegalStateException.class);
    }

    @Test
    @Assertion("6.2.15")
    void closingAcknowledgesNothingForTheClient() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        try (Session client = session(Session.CLIENT_ACKNOWLEDGE)) {
            next(client.createConsumer(queue));
        }

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("6.2.15")
    void otherSessionsGoOnWhenOneIsClosed() throws JMSException {
        Queue queue = newQueue();
        session(Session.AUTO_ACKNOWLEDGE).close();
        send(queue, "1");

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("10.3")
    void committingWithoutATransactionIsRefused() throws JMSException {
        assertThatThrownBy(() -> session().commit()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session().rollback()).isInstanceOf(IllegalStateException.class);
    }
}
