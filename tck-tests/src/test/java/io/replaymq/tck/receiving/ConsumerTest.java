package io.replaymq.tck.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import io.replaymq.tck.suite.Background;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Consumers that are asked for messages, and queues with several of them. */
class ConsumerTest extends AssertionSuite {
    @Test
    @AcrossRestart
    @Assertion("8.5")
    void receivingReturnsTheNextMessage() throws JMSException {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        send(queue, "1", "2");
        restartHere();

        assertThat(consumer.receive().getBody(String.class)).isEqualTo("1");
        assertThat(consumer.receive().getBody(String.class)).isEqualTo("2");
    }

    @Test
    @AcrossRestart
    @Assertion("8.5")
    void receivingWaitsForAMessage() throws Exception {
        Queue queue = newQueue();
        Session own = session(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = own.createConsumer(queue);
        Background<Message> receive = Background.start(consumer::receive).awaitWaiting();
        restartHere();

        send(queue, "1");

        assertThat(receive.result().getBody(String.class)).isEqualTo("1");
    }

    @Test
    @Assertion("8.5")
    void receivingForATimeEndsWithoutAMessage() throws JMSException {
        assertThat(session().createConsumer(newQueue()).receive(1)).isNull();
    }

    @Test
    @Assertion("8.5")
    void receivingForATimeOfZeroWaits() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = session(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
        Background<Message> receive =
                Background.start(() -> consumer.receive(0)).awaitWaiting();
        receive.assertStillRunning();

        send(queue, "1");

        assertThat(receive.result().getBody(String.class)).isEqualTo("1");
    }

    @Test
    @Assertion("8.5")
    void receivingWithoutWaitingEndsAtOnce() throws JMSException {
        assertThat(session().createConsumer(newQueue()).receiveNoWait()).isNull();
    }

    @Test
    @Assertion("8.5")
    void receivingWithoutWaitingReturnsWhatIsThere() throws JMSException {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        send(queue, "1", "2");
        nextText(consumer);

        assertThat(nextTextsOfAny(List.of(consumer), 1)).containsExactly("2");
    }

    @Test
    @Assertion("4.1.2")
    void eachMessageGoesToOneOfTheConsumers() throws JMSException {
        Queue queue = newQueue();
        MessageConsumer one = session(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
        MessageConsumer two = session(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
        send(queue, "1", "2", "3", "4");

        assertThat(nextTextsOfAny(List.of(one, two), 4)).containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @Test
    @AcrossRestart
    @Assertion("4.1.8")
    void aQueueKeepsItsMessagesWhileNobodyConsumes() throws JMSException {
        Queue queue = newQueue();
        try (var other = factory().createConnection()) {
            Session session = other.createSession();
            session.createProducer(queue).send(session.createTextMessage("1"));
        }
        restartHere();

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("4.1.2")
    void whatAConsumerDidNotReceiveGoesToOthersWhenItIsClosed() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2", "3");
        MessageConsumer first = session(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
        assertThat(nextText(first)).isEqualTo("1");
        first.close();

        assertThat(nextTexts(session().createConsumer(queue), 2)).containsExactly("2", "3");
    }

    @Test
    @Assertion("10.3")
    void aConsumerOfNothingIsRefused() throws JMSException {
        assertThatThrownBy(() -> session().createConsumer(null)).isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    @Assertion("8.8")
    void aClosedConsumerRefusesToWork() throws JMSException {
        MessageConsumer closed = session().createConsumer(newQueue());
        closed.close();

        assertThatThrownBy(closed::receive).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.receive(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::receiveNoWait).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::getMessageListener).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::getMessageSelector).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("8.8")
    void closingTwiceIsIgnored() throws JMSException {
        MessageConsumer consumer = session().createConsumer(newQueue());
        consumer.close();

        consumer.close();
    }

    @Test
    @Assertion("8.8")
    void closingEndsAReceiveThatWaits() throws Exception {
        MessageConsumer consumer = session().createConsumer(newQueue());
        Background<Message> receive = Background.start(consumer::receive).awaitWaiting();

        consumer.close();

        assertThat(receive.result()).isNull();
    }

    @Test
    @Assertion("8.8")
    void closingEndsATimedReceiveThatWaits() throws Exception {
        MessageConsumer consumer = session().createConsumer(newQueue());
        Background<Message> receive =
                Background.start(() -> consumer.receive(10 * SOON_MS)).awaitWaiting();

        consumer.close();

        assertThat(receive.result()).isNull();
    }

    @Test
    @Assertion("8.8")
    void closingLeavesTheOtherConsumersOfTheSession() throws JMSException {
        Queue queue = newQueue();
        MessageConsumer other = session().createConsumer(queue);
        session().createConsumer(newQueue()).close();
        send(queue, "1");

        assertThat(nextText(other)).isEqualTo("1");
    }

    @Test
    @Assertion("8.1")
    void aConsumerWithoutASelectorTellsNone() throws JMSException {
        assertThat(session().createConsumer(newQueue()).getMessageSelector()).isNull();
        assertThat(session().createConsumer(newQueue(), null).getMessageSelector())
                .isNull();
    }

    @Test
    @Assertion("3.8.1.1")
    void anEmptySelectorIsNone() throws JMSException {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue, "");
        send(queue, "1");

        assertThat(nextText(consumer)).isEqualTo("1");
    }

    @Test
    @Assertion("6.2.5")
    void receivingInAnotherThreadThanThatOfTheSessionIsAllowed() throws Exception {
        Queue queue = newQueue();
        Session own = session(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = own.createConsumer(queue);
        send(queue, "1");

        assertThat(Background.start(() -> nextText(consumer)).result()).isEqualTo("1");
    }
}
