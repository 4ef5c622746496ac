package io.replaymq.jms.transaction;

import static io.replaymq.jms.transaction.Messages.newName;
import static io.replaymq.jms.transaction.Messages.next;
import static io.replaymq.jms.transaction.Messages.nextCounts;
import static io.replaymq.jms.transaction.Messages.nextTexts;
import static io.replaymq.jms.transaction.Messages.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.jms.JmsConnectionFactory;
import io.replaymq.jms.api.TransactionInDoubtException;
import io.replaymq.jms.connection.JmsConnection;
import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import jakarta.jms.TransactionRolledBackException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What transacted sessions do beyond what every provider must. */
final class LocalTransactionTest {
    @TempDir
    static Path directory;

    private Connection connection;
    private Session session;
    private Session transacted;

    @BeforeEach
    void connect() throws JMSException {
        connection = JmsConnectionFactory.of("replaymq:vm?data=" + directory).createConnection();
        connection.setClientID(newName());
        connection.start();
        session = connection.createSession();
        transacted = connection.createSession(Session.SESSION_TRANSACTED);
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
    }

    @Test
    void eachDestinationGetsItsMessagesInOrder() throws JMSException {
        Queue one = session.createQueue(newName());
        Queue other = session.createQueue(newName());
        List<String> toOne = new ArrayList<>();
        List<String> toOther = new ArrayList<>();
        MessageProducer producer = transacted.createProducer(null);
        for (int i = 0; i < 200; i++) {
            boolean isForOne = i < 100 || i % 3 == 0;
            (isForOne ? toOne : toOther).add("m" + i);
            producer.send(isForOne ? one : other, transacted.createTextMessage("m" + i));
        }

        transacted.commit();

        assertThat(nextTexts(session.createConsumer(one), toOne.size())).isEqualTo(toOne);
        assertThat(nextTexts(session.createConsumer(other), toOther.size())).isEqualTo(toOther);
    }

    @Test
    void aDestinationThatIsGoneFailsTheSendAndNotTheTransaction() throws JMSException {
        Queue queue = session.createQueue(newName());
        TemporaryQueue gone = session.createTemporaryQueue();
        gone.delete();
        send(transacted, queue, "1");

        assertThatThrownBy(() -> send(transacted, gone, "nowhere")).isInstanceOf(InvalidDestinationException.class);
        transacted.commit();

        assertThat(nextTexts(session.createConsumer(queue), 1)).containsExactly("1");
    }

    @Test
    void aRefusedCommitIsRolledBackAndItsReasonIsToldByTheNextSend() throws JMSException {
        Queue in = session.createQueue(newName());
        TemporaryQueue out = session.createTemporaryQueue();
        send(session, in, "1", "2");
        MessageConsumer consumer = transacted.createConsumer(in);
        assertThat(nextCounts(consumer, 1)).containsExactly("1 x 1");
        send(transacted, out, "answer");
        out.delete();

        assertThatThrownBy(transacted::commit).isInstanceOf(TransactionRolledBackException.class);

        assertThat(nextCounts(consumer, 2)).containsExactly("1 x 2", "2 x 1");
        assertThatThrownBy(() -> send(transacted, out, "answer")).isInstanceOf(InvalidDestinationException.class);
        transacted.commit();
        transacted.close();
        send(session, in, "3");
        assertThat(nextCounts(session.createConsumer(in), 1)).containsExactly("3 x 1");
    }

    @Test
    void whatAClosedSubscriberReceivedIsCommittedWithTheRest() throws JMSException {
        Topic topic = session.createTopic(newName());
        String name = newName();
        MessageConsumer subscriber = transacted.createDurableConsumer(topic, name);
        send(session, topic, "1", "2");
        next(subscriber);
        subscriber.close();
        transacted.commit();

        assertThat(nextCounts(session.createDurableConsumer(topic, name), 1)).containsExactly("2 x 1");
    }

    @Test
    void whatAClosedSubscriberReceivedIsRolledBackWithTheRest() throws JMSException {
        Topic topic = session.createTopic(newName());
        String name = newName();
        MessageConsumer subscriber = transacted.createDurableConsumer(topic, name);
        send(session, topic, "1", "2");
        next(subscriber);
        subscriber.close();
        assertThatThrownBy(() -> session.unsubscribe(name)).isInstanceOf(JMSException.class);
        transacted.rollback();

        assertThat(nextCounts(session.createDurableConsumer(topic, name), 2)).containsExactly("1 x 2", "2 x 1");
    }

    @Test
    void rollingBackReachesAllConsumersAndKeepsTheOrder() throws JMSException {
        Queue one = session.createQueue(newName());
        Queue other = session.createQueue(newName());
        send(session, one, "1", "2", "3");
        send(session, other, "a", "b");
        MessageConsumer ofOne = transacted.createConsumer(one);
        MessageConsumer ofOther = transacted.createConsumer(other);
        nextTexts(ofOne, 2);
        nextTexts(ofOther, 1);
        transacted.rollback();
        nextTexts(ofOne, 1);
        transacted.rollback();

        assertThat(nextCounts(ofOne, 3)).containsExactly("1 x 3", "2 x 2", "3 x 1");
        assertThat(nextCounts(ofOther, 2)).containsExactly("a x 2", "b x 1");
    }

    @Test
    void whatIsRolledBackTooOftenGoesToTheDeadLetterQueue() throws JMSException {
        Queue queue = session.createQueue(newName());
        send(session, queue, "poison", "good");
        MessageConsumer consumer = transacted.createConsumer(queue);
        for (int i = 1; i <= 10; i++) {
            assertThat(nextCounts(consumer, 1)).containsExactly("poison x " + i);
            transacted.rollback();
        }

        assertThat(nextCounts(consumer, 1)).containsExactly("good x 1");
        Queue letters = session.createQueue(queue.getQueueName() + ".dead-letters");
        Message letter = next(session.createConsumer(letters));
        assertThat(letter.getBody(String.class)).isEqualTo("poison");
        assertThat(letter.getLongProperty("JMS_ReplayMQ_DeadLetterDeliveries")).isEqualTo(10);
    }

    @Test
    void closingTheSessionCountsWhatItReceived() throws JMSException {
        Queue queue = session.createQueue(newName());
        send(session, queue, "1", "2");
        next(transacted.createConsumer(queue));
        transacted.close();

        assertThat(nextCounts(session.createConsumer(queue), 2)).containsExactly("1 x 2", "2 x 1");
    }

    @Test
    void manyTransactionsShareAnIdentity() throws JMSException {
        Queue queue = session.createQueue(newName());
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (Session each = connection.createSession(Session.SESSION_TRANSACTED)) {
                send(each, queue, "m" + i);
                each.commit();
            }
        }

        MessageConsumer consumer = session.createConsumer(queue);
        for (int i = 0; i < 3; i++) {
            String id = next(consumer).getJMSMessageID();
            ids.add(id);
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids.stream().map(each -> each.substring(0, each.lastIndexOf('-'))))
                .containsOnly(ids.get(0).substring(0, ids.get(0).lastIndexOf('-')));
    }

    @Test
    void aCommitThatIsNotAnsweredIsInDoubt() throws JMSException {
        JmsConnection own = (JmsConnection)
                JmsConnectionFactory.of("replaymq:vm?data=" + directory).createConnection();
        try (Session cut = own.createSession(Session.SESSION_TRANSACTED)) {
            send(cut, cut.createQueue(newName()), "1");
            own.link().abandon();

            assertThatThrownBy(cut::commit)
                    .isInstanceOfSatisfying(TransactionInDoubtException.class, doubt -> assertThat(doubt.getErrorCode())
                            .isEqualTo(TransactionInDoubtException.CODE));
        } finally {
            own.close();
        }
    }
}
