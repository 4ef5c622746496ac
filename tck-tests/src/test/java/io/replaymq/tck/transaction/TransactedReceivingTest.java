package io.replaymq.tck.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.assertion.Needs;
import io.replaymq.tck.suite.Collector;
import io.replaymq.tck.suite.Waits;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;

/** What is received in a transaction. */
@Needs(Feature.TRANSACTIONS)
class TransactedReceivingTest extends TransactionSuite {
    @Test
    @Assertion("3.5.11")
    void everyRollbackIsCounted() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Session transacted = transacted();
        MessageConsumer consumer = transacted.createConsumer(queue);

        for (int delivery = 1; delivery <= 4; delivery++) {
            Message message = next(consumer);
            assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(delivery);
            assertThat(message.getJMSRedelivered()).isEqualTo(delivery > 1);
            transacted.rollback();
        }
    }

    @Test
    @Assertion("6.2.9.1")
    void whatIsRolledBackComesAgainInItsOrder() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2", "3", "4");
        Session transacted = transacted();
        MessageConsumer consumer = transacted.createConsumer(queue);
        nextTexts(consumer, 3);
        transacted.rollback();

        assertThat(nextTexts(consumer, 4)).containsExactly("1", "2", "3", "4");
    }

    @Test
    @Assertion("6.2.7")
    void whatWasCommittedBeforeDoesNotComeAgain() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2", "3");
        Session transacted = transacted();
        MessageConsumer consumer = transacted.createConsumer(queue);
        nextText(consumer);
        transacted.commit();
        nextText(consumer);
        transacted.rollback();

        assertThat(nextTexts(consumer, 2)).containsExactly("2", "3");
    }

    @Test
    @Assertion("6.2.7")
    void theConsumersOfASessionShareItsTransaction() throws JMSException {
        Queue one = newQueue();
        Queue other = newQueue();
        send(one, "1");
        send(other, "2");
        Session transacted = transacted();
        MessageConsumer ofOne = transacted.createConsumer(one);
        MessageConsumer ofOther = transacted.createConsumer(other);
        nextText(ofOne);
        nextText(ofOther);
        transacted.rollback();
        assertThat(nextText(ofOne)).isEqualTo("1");
        assertThat(nextText(ofOther)).isEqualTo("2");
        transacted.commit();
        transacted.close();

        assertNothingIsLeftIn(one);
        assertNothingIsLeftIn(other);
    }

    @Test
    @Assertion("8.8")
    void whatAClosedConsumerReceivedGoesBackWithTheRollback() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Session transacted = transacted();
        MessageConsumer consumer = transacted.createConsumer(queue);
        nextText(consumer);
        consumer.close();
        transacted.rollback();

        Message again = next(session().createConsumer(queue));
        assertThat(again.getBody(String.class)).isEqualTo("1");
        assertThat(again.getJMSRedelivered()).isTrue();
    }

    @Test
    @Assertion("8.8")
    void whatAClosedConsumerReceivedStaysInTheTransaction() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Session transacted = transacted();
        MessageConsumer consumer = transacted.createConsumer(queue);
        nextText(consumer);
        consumer.close();

        assertNothingWaitsFor(session().createConsumer(queue), queue);
        transacted.commit();
    }

    @Test
    @Assertion("6.2.15")
    void whatAClosedSessionReceivedIsFlagged() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        try (Session transacted = transacted()) {
            nextText(transacted.createConsumer(queue));
        }

        assertThat(next(session().createConsumer(queue)).getJMSRedelivered()).isTrue();
    }

    @Test
    @Assertion("6.1.8")
    void whatAClosedConnectionReceivedComesAgain() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        try (Connection own = openConnection()) {
            own.start();
            nextText(own.createSession(Session.SESSION_TRANSACTED).createConsumer(queue));
        }

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @AcrossRestart
    @Assertion("6.2.7")
    void whatIsReceivedAndSentGoesOnThroughARestart() throws JMSException {
        Queue in = newQueue();
        Queue out = newQueue();
        send(in, "1", "2");
        Session transacted = transacted();
        MessageConsumer consumer = transacted.createConsumer(in);
        sendIn(transacted, out, "answer to " + nextText(consumer));
        restartHere();
        sendIn(transacted, out, "answer to " + nextText(consumer));
        transacted.commit();
        transacted.close();

        assertThat(nextTexts(session().createConsumer(out), 2)).containsExactly("answer to 1", "answer to 2");
        assertNothingIsLeftIn(in);
    }

    @Test
    @AcrossRestart
    @Assertion("6.2.7")
    void whatIsReceivedIsRolledBackThroughARestart() throws JMSException {
        Queue in = newQueue();
        Queue out = newQueue();
        send(in, "1");
        Session transacted = transacted();
        MessageConsumer consumer = transacted.createConsumer(in);
        sendIn(transacted, out, "answer to " + nextText(consumer));
        restartHere();
        transacted.rollback();

        assertThat(nextText(consumer)).isEqualTo("1");
        transacted.commit();
        assertNothingIsLeftIn(out);
    }

    @Test
    @Assertion("8.3.3")
    void aDurableSubscriptionRollsBack() throws JMSException {
        Topic topic = newTopic();
        Connection client = openClient(newName("client"));
        Session transacted = client.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer subscriber = transacted.createDurableConsumer(topic, "subscription");
        send(topic, "1", "2");
        nextTexts(subscriber, 2);
        transacted.rollback();

        assertThat(nextTexts(subscriber, 2)).containsExactly("1", "2");
        transacted.commit();
        subscriber.close();
        transacted.unsubscribe("subscription");
    }

    @Test
    @Assertion("8.3.3")
    void whatADurableSubscriptionCommittedDoesNotComeAgain() throws JMSException {
        Topic topic = newTopic();
        Connection client = openClient(newName("client"));
        Session transacted = client.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer subscriber = transacted.createDurableConsumer(topic, "subscription");
        send(topic, "1", "2");
        nextText(subscriber);
        transacted.commit();
        subscriber.close();

        MessageConsumer again = transacted.createDurableConsumer(topic, "subscription");
        assertThat(nextText(again)).isEqualTo("2");
        transacted.commit();
        again.close();
        transacted.unsubscribe("subscription");
    }

    @Test
    @Assertion("8.3.1")
    void aPlainSubscriptionRollsBack() throws JMSException {
        Topic topic = newTopic();
        Session transacted = transacted();
        MessageConsumer subscriber = transacted.createConsumer(topic);
        send(topic, "1");
        nextText(subscriber);
        transacted.rollback();

        assertThat(nextText(subscriber)).isEqualTo("1");
    }

    @Test
    @Assertion("8.3.2")
    void aSharedSubscriptionRollsBack() throws JMSException {
        Topic topic = newTopic();
        Session transacted = transacted();
        MessageConsumer subscriber = transacted.createSharedConsumer(topic, newName("shared"));
        send(topic, "1");
        nextText(subscriber);
        transacted.rollback();

        assertThat(nextText(subscriber)).isEqualTo("1");
    }

    @Test
    @Assertion("8.7")
    void aListenerCommitsItsSession() throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        Session transacted = transacted();
        transacted
                .createConsumer(in)
                .setMessageListener(message -> Waits.unchecked(() -> {
                    sendIn(transacted, out, "answer to " + Collector.textOf(message));
                    transacted.commit();
                }));
        send(in, "1", "2");

        assertThat(nextTexts(session().createConsumer(out), 2)).containsExactly("answer to 1", "answer to 2");
        transacted.close();
        assertNothingIsLeftIn(in);
    }

    @Test
    @Assertion("8.7")
    void aListenerRollsBackItsSession() throws Exception {
        Queue in = newQueue();
        Collector<String> seen = new Collector<>();
        Session transacted = transacted();
        transacted
                .createConsumer(in)
                .setMessageListener(message -> Waits.unchecked(() -> {
                    seen.add(Collector.textOf(message) + " " + message.getJMSRedelivered());
                    if (message.getJMSRedelivered()) {
                        transacted.commit();
                    } else {
                        transacted.rollback();
                    }
                }));
        send(in, "1");

        assertThat(seen.next(2)).containsExactly("1 false", "1 true");
        transacted.close();
        assertNothingIsLeftIn(in);
    }

    @Test
    @Assertion("8.7")
    void aTransactionGoesOnOverSeveralCallsOfAListener() throws Exception {
        Queue in = newQueue();
        Collector<String> seen = new Collector<>();
        Session transacted = transacted();
        transacted
                .createConsumer(in)
                .setMessageListener(message -> Waits.unchecked(() -> {
                    String text = Collector.textOf(message);
                    if (text.equals("3")) {
                        transacted.commit();
                    }
                    seen.add(text);
                }));
        send(in, "1", "2", "3");

        assertThat(seen.next(3)).containsExactly("1", "2", "3");
        transacted.close();
        assertNothingIsLeftIn(in);
    }

    @Test
    @Assertion("8.5")
    void receivingWithoutWaitingIsPartOfTheTransaction() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Session transacted = transacted();
        MessageConsumer consumer = transacted.createConsumer(queue);
        nextText(consumer);
        transacted.rollback();
        Message message = consumer.receiveNoWait();
        while (message == null) {
            message = consumer.receiveNoWait();
        }
        transacted.commit();
        transacted.close();

        assertNothingIsLeftIn(queue);
    }

    @Test
    @Assertion("3.8.1")
    void aSelectorHoldsAfterARollback() throws JMSException {
        Queue queue = newQueue();
        send(queue, "no");
        Message chosen = session().createTextMessage("yes");
        chosen.setIntProperty("chosen", 1);
        session().createProducer(queue).send(chosen);
        Session transacted = transacted();
        MessageConsumer consumer = transacted.createConsumer(queue, "chosen = 1");
        nextText(consumer);
        transacted.rollback();

        assertThat(nextText(consumer)).isEqualTo("yes");
        transacted.commit();
    }
}
