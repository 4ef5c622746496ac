package io.replaymq.tck.transaction;

import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/** What suites about transactions share. */
abstract class TransactionSuite extends AssertionSuite {
    /** A transacted session of the connection. */
    protected final Session transacted() throws JMSException {
        return connection().createSession(Session.SESSION_TRANSACTED);
    }

    /** Sends text messages in the transaction of a session. */
    protected static void sendIn(Session transaction, Destination to, String... texts) throws JMSException {
        try (MessageProducer producer = transaction.createProducer(to)) {
            for (String each : texts) {
                producer.send(transaction.createTextMessage(each));
            }
        }
    }
}
