package io.replaymq.tck.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.assertion.Needs;
import io.replaymq.tck.suite.Collector;
import io.replaymq.tck.suite.Waits;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent in a transaction. */
@Needs(Feature.TRANSACTIONS)
class TransactedSendingTest extends TransactionSuite {
    @Test
    @AcrossRestart
    @Assertion("6.2.9.2")
    void theMessagesOfATransactionAreInTheOrderOfSending() throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();
        String[] texts = IntStream.range(0, 200).mapToObj(Integer::toString).toArray(String[]::new);
        sendIn(transacted, queue, texts);
        restartHere();
        transacted.commit();

        assertThat(nextTexts(session().createConsumer(queue), texts.length)).containsExactly(texts);
    }

    @Test
    @Assertion("6.2.9.2")
    void theMessagesOfTransactionsInARowAreInTheirOrder() throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();
        for (int i = 0; i < 5; i++) {
            sendIn(transacted, queue, i + "a", i + "b");
            transacted.commit();
        }

        assertThat(nextTexts(session().createConsumer(queue), 10))
                .containsExactly("0a", "0b", "1a", "1b", "2a", "2b", "3a", "3b", "4a", "4b");
    }

    @Test
    @AcrossRestart
    @Assertion("6.2.7")
    void whatIsSentGoesOnThroughARestart() throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();
        sendIn(transacted, queue, "1");
        restartHere();
        sendIn(transacted, queue, "2");
        transacted.commit();

        assertThat(nextTexts(session().createConsumer(queue), 2)).containsExactly("1", "2");
    }

    @Test
    @AcrossRestart
    @Assertion("6.2.7")
    void whatWasRolledBackStaysGone() throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();
        sendIn(transacted, queue, "1");
        transacted.rollback();
        restartHere();
        transacted.commit();

        assertNothingIsLeftIn(queue);
    }

    @Test
    @Assertion("6.2.7")
    void aTransactionWithoutWorkIsCommittedAndRolledBack() throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();

        transacted.commit();
        transacted.rollback();
        transacted.commit();

        sendIn(transacted, queue, "1");
        transacted.commit();
        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    @Assertion("6.2.7")
    void messagesOfBothDeliveryModesArePartOfATransaction(int mode) throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();
        MessageProducer producer = transacted.createProducer(queue);
        producer.setDeliveryMode(mode);
        producer.send(transacted.createTextMessage("rolled back"));
        transacted.rollback();
        producer.send(transacted.createTextMessage("committed"));
        transacted.commit();

        Message message = next(session().createConsumer(queue));
        assertThat(message.getBody(String.class)).isEqualTo("committed");
        assertThat(message.getJMSDeliveryMode()).isEqualTo(mode);
    }

    @Test
    @Assertion("6.2.7")
    void aSubscriberSeesNothingOfATransactionThatIsRolledBack() throws JMSException {
        Topic topic = newTopic();
        MessageConsumer subscriber = session().createConsumer(topic);
        Session transacted = transacted();
        sendIn(transacted, topic, "rolled back");
        transacted.rollback();
        sendIn(transacted, topic, "committed");
        transacted.commit();

        assertThat(nextText(subscriber)).isEqualTo("committed");
    }

    @Test
    @Assertion("6.2.7")
    void sessionsOfAConnectionHaveTransactionsOfTheirOwn() throws JMSException {
        Queue queue = newQueue();
        Session one = transacted();
        Session other = transacted();
        sendIn(one, queue, "one");
        sendIn(other, queue, "other");
        one.rollback();
        other.commit();

        MessageConsumer consumer = session().createConsumer(queue);
        assertThat(nextText(consumer)).isEqualTo("other");
        assertNothingWaitsFor(consumer, queue);
    }

    @Test
    @Assertion("6.2.7")
    void producersOfASessionShareItsTransaction() throws JMSException {
        List<Queue> queues = List.of(newQueue(), newQueue(), newQueue());
        Session transacted = transacted();
        for (Queue each : queues) {
            sendIn(transacted, each, "rolled back");
        }
        transacted.rollback();
        for (Queue each : queues) {
            sendIn(transacted, each, "committed");
        }
        transacted.commit();

        for (Queue each : queues) {
            assertThat(nextText(session().createConsumer(each))).isEqualTo("committed");
        }
    }

    @Test
    @Assertion("7.1")
    void aProducerThatIsClosedLeavesItsMessagesInTheTransaction() throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();
        sendIn(transacted, queue, "by a producer that is closed");
        transacted.commit();

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("by a producer that is closed");
    }

    @Test
    @Assertion("4.1.6")
    void aBrowserSeesNothingThatIsNotCommitted() throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();
        send(queue, "there");
        sendIn(transacted, queue, "not there");

        assertThat(list(session().createBrowser(queue).getEnumeration())).hasSize(1);
        transacted.commit();
        assertThat(list(session().createBrowser(queue).getEnumeration())).hasSize(2);
    }

    @Test
    @Assertion("3.4.3")
    void aMessageHasItsHeaderBeforeTheCommit() throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();
        Message message = transacted.createTextMessage("1");
        transacted.createProducer(queue).send(message);

        assertThat(message.getJMSMessageID()).startsWith("ID:");
        assertThat(message.getJMSDestination()).isEqualTo(queue);
        transacted.commit();
        assertThat(next(session().createConsumer(queue)).getJMSMessageID()).isEqualTo(message.getJMSMessageID());
    }

    @Test
    @Assertion("3.4.9")
    void theTimeToLiveBeginsWithTheSend() throws JMSException {
        Session transacted = transacted();
        MessageProducer producer = transacted.createProducer(newQueue());
        producer.setTimeToLive(SOON_MS);
        Message message = transacted.createTextMessage("1");
        long before = System.currentTimeMillis();
        producer.send(message);
        long after = System.currentTimeMillis();

        assertThat(message.getJMSExpiration()).isBetween(before + SOON_MS, after + SOON_MS);
    }

    @Test
    @Assertion("3.4.13")
    void theDeliveryDelayBeginsWithTheSend() throws JMSException {
        Queue queue = newQueue();
        Session transacted = transacted();
        MessageProducer producer = transacted.createProducer(queue);
        producer.setDeliveryDelay(1);
        Message message = transacted.createTextMessage("1");
        long before = System.currentTimeMillis();
        producer.send(message);
        long after = System.currentTimeMillis();
        transacted.commit();

        assertThat(message.getJMSDeliveryTime()).isBetween(before + 1, after + 1);
        assertThat(next(session().createConsumer(queue)).getJMSDeliveryTime()).isEqualTo(message.getJMSDeliveryTime());
    }

    @Test
    @Assertion("6.1.5")
    void aStoppedConnectionCommits() throws JMSException {
        Queue queue = newQueue();
        Connection stopped = openConnection();
        Session transacted = stopped.createSession(Session.SESSION_TRANSACTED);
        sendIn(transacted, queue, "1");
        transacted.commit();

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("6.2.2")
    void aTemporaryQueueIsNoPartOfTheTransaction() throws JMSException {
        Session transacted = transacted();
        TemporaryQueue queue = transacted.createTemporaryQueue();
        transacted.rollback();

        sendIn(transacted, queue, "1");
        transacted.commit();
        assertThat(nextText(transacted.createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion(
            value = "7.3.4",
            referenceDiffers = "ends a transaction while a callback runs; the section wants to wait")
    void committingWaitsForTheCallbacks() throws Exception {
        Queue queue = newQueue();
        Session transacted = transacted();
        MessageProducer producer = transacted.createProducer(queue);
        Collector<String> completed = new Collector<>();
        producer.send(transacted.createTextMessage("1"), Collector.completions(completed));
        producer.send(transacted.createTextMessage("2"), Collector.completions(completed));

        transacted.commit();

        assertThat(completed.isEmpty()).isFalse();
        assertThat(completed.next(2)).containsExactly("1", "2");
        assertThat(completed.isEmpty()).isTrue();
        assertThat(nextTexts(session().createConsumer(queue), 2)).containsExactly("1", "2");
    }

    @Test
    @Assertion(
            value = "7.3.4",
            referenceDiffers = "ends a transaction while a callback runs; the section wants to wait")
    void rollingBackWaitsForTheCallbacks() throws Exception {
        Queue queue = newQueue();
        Session transacted = transacted();
        Collector<String> completed = new Collector<>();
        transacted.createProducer(queue).send(transacted.createTextMessage("1"), Collector.completions(completed));

        transacted.rollback();

        assertThat(completed.isEmpty()).isFalse();
        assertThat(completed.next()).isEqualTo("1");
        assertNothingIsLeftIn(queue);
    }

    @Test
    @Assertion(
            value = "7.3.4",
            referenceDiffers = "commits and rolls back in a callback; the section wants IllegalStateException")
    void aCallbackNeitherCommitsNorRollsBackItsSession() throws Exception {
        Session transacted = transacted();
        Collector<Class<?>> failures = new Collector<>();
        transacted.createProducer(newQueue()).send(transacted.createTextMessage("1"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                failures.add(Waits.failureOf(transacted::commit));
                failures.add(Waits.failureOf(transacted::rollback));
            }

            @Override
            public void onException(Message message, Exception exception) {
                failures.add(exception.getClass());
            }
        });

        assertThat(failures.next(2)).containsExactly(IllegalStateException.class, IllegalStateException.class);
    }

    @Test
    @Assertion("6.2.7")
    void aSessionThatIsNotTransactedNeitherCommitsNorRollsBack() throws JMSException {
        Session plain = session(Session.CLIENT_ACKNOWLEDGE);

        assertThatThrownBy(plain::commit).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(plain::rollback).isInstanceOf(IllegalStateException.class);
    }
}
