package io.replaymq.tck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.assertion.Needs;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;

/** Sessions whose work is done all or nothing. */
@Needs(Feature.TRANSACTIONS)
class TransactionTest extends AssertionSuite {
    private Session transacted() throws JMSException {
        return connection().createSession(Session.SESSION_TRANSACTED);
    }

    private static void sendIn(Session transacted, Queue queue, String text) throws JMSException {
        transacted.createProducer(queue).send(transacted.createTextMessage(text));
    }

    @Test
    @Assertion("6.2.7")
    void aTransactedSessionSaysSo() throws JMSException {
        assertThat(transacted().getTransacted()).isTrue();
        assertThat(transacted().getAcknowledgeMode()).isEqualTo(Session.SESSION_TRANSACTED);
        assertThat(connection().createSession(true, Session.CLIENT_ACKNOWLEDGE).getTransacted())
                .isTrue();
    }

    @Test
    @AcrossRestart
    @Assertion("6.2.7")
    void whatIsSentIsThereAfterTheCommit() throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();
        sendIn(transacted, queue, "1");
        sendIn(transacted, queue, "2");

        transacted.commit();
        restartHere();

        assertThat(nextTexts(session().createConsumer(queue), 2)).containsExactly("1", "2");
    }

    @Test
    @Assertion("6.2.7")
    void whatIsSentIsNotThereBeforeTheCommit() throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();
        MessageConsumer consumer = session().createConsumer(queue);
        sendIn(transacted, queue, "in the transaction");

        assertNothingWaitsFor(consumer, queue);
        transacted.commit();
        assertThat(nextText(consumer)).isEqualTo("in the transaction");
    }

    @Test
    @Assertion("6.2.7")
    void whatIsSentIsGoneAfterTheRollback() throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();
        sendIn(transacted, queue, "1");

        transacted.rollback();

        assertNothingIsLeftIn(queue);
    }

    @Test
    @AcrossRestart
    @Assertion("6.2.7")
    void whatIsReceivedIsGoneAfterTheCommit() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2");
        try (Session transacted = transacted()) {
            nextTexts(transacted.createConsumer(queue), 2);
            transacted.commit();
        }
        restartHere();

        assertNothingIsLeftIn(queue);
    }

    @Test
    @Assertion("6.2.7")
    void whatIsReceivedComesAgainAfterTheRollback() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2");
        Session transacted = transacted();
        MessageConsumer consumer = transacted.createConsumer(queue);
        nextTexts(consumer, 2);

        transacted.rollback();

        Message one = next(consumer);
        assertThat(one.getBody(String.class)).isEqualTo("1");
        assertThat(one.getJMSRedelivered()).isTrue();
        assertThat(one.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        assertThat(nextText(consumer)).isEqualTo("2");
    }

    @Test
    @Assertion("6.2.7")
    void whatIsReceivedAndSentIsOneUnit() throws JMSException {
        Queue in = newQueue();
        Queue out = newQueue();
        send(in, "1");
        Session transacted = transacted();
        MessageConsumer consumer = transacted.createConsumer(in);
        sendIn(transacted, out, "answer to " + nextText(consumer));
        transacted.rollback();
        sendIn(transacted, out, "second answer to " + nextText(consumer));
        transacted.commit();

        assertThat(nextText(session().createConsumer(out))).isEqualTo("second answer to 1");
        transacted.close();
        assertNothingIsLeftIn(in);
    }

    @Test
    @Assertion("6.2.7")
    void theNextTransactionBeginsByItself() throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();
        sendIn(transacted, queue, "1");
        transacted.commit();
        sendIn(transacted, queue, "2");
        transacted.rollback();
        sendIn(transacted, queue, "3");
        transacted.commit();

        assertThat(nextTexts(session().createConsumer(queue), 2)).containsExactly("1", "3");
    }

    @Test
    @Assertion("6.2.7")
    void aTransactionSpansDestinations() throws JMSException {
        Queue one = newQueue();
        Topic topic = newTopic();
        MessageConsumer subscriber = session().createConsumer(topic);
        Session transacted = transacted();
        sendIn(transacted, one, "to the queue");
        transacted.createProducer(topic).send(transacted.createTextMessage("to the topic"));
        transacted.commit();

        assertThat(nextText(session().createConsumer(one))).isEqualTo("to the queue");
        assertThat(nextText(subscriber)).isEqualTo("to the topic");
    }

    @Test
    @Assertion("6.2.15")
    void closingTheSessionRollsBack() throws JMSException {
        Queue in = newQueue();
        Queue out = newQueue();
        send(in, "1");
        try (Session transacted = transacted()) {
            next(transacted.createConsumer(in));
            sendIn(transacted, out, "lost");
        }

        assertThat(nextText(session().createConsumer(in))).isEqualTo("1");
        assertNothingIsLeftIn(out);
    }

    @Test
    @Assertion("6.1.8")
    void closingTheConnectionRollsBack() throws JMSException {
        Queue out = newQueue();
        var own = openConnection();
        Session transacted = own.createSession(Session.SESSION_TRANSACTED);
        sendIn(transacted, out, "lost");
        own.close();

        assertNothingIsLeftIn(out);
    }

    @Test
    @Assertion("8.8")
    void closingAConsumerLeavesTheTransaction() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        try (Session transacted = transacted()) {
            MessageConsumer consumer = transacted.createConsumer(queue);
            next(consumer);
            consumer.close();
            transacted.commit();
        }

        assertNothingIsLeftIn(queue);
    }

    @Test
    @Assertion("6.2.10")
    void aTransactedSessionIsNotRecoveredByHand() throws JMSException {
        Session transacted = transacted();

        assertThatThrownBy(transacted::recover).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("3.6")
    void acknowledgingByHandIsIgnoredInATransaction() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Session transacted = transacted();
        MessageConsumer consumer = transacted.createConsumer(queue);
        next(consumer).acknowledge();

        transacted.rollback();

        assertThat(nextText(consumer)).isEqualTo("1");
    }

    @Test
    @Assertion("6.2.15")
    void aClosedSessionNeitherCommitsNorRollsBack() throws JMSException {
        Session closed = transacted();
        closed.close();

        assertThatThrownBy(closed::commit).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::rollback).isInstanceOf(IllegalStateException.class);
    }
}
