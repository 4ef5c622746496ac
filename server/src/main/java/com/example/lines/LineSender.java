package com.example.lines;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends whole files, line by line, to a queue and to a topic, persistently. One thread; what it sent is confirmed on the
 * provider's threads, and only so much may be unconfirmed at a time.
 */
final class LineSender implements CompletionListener {
    private static final int MOST_UNCONFIRMED = 1_024;

    private final Session session;
    private final List<MessageProducer> producers;
    private final AtomicLong confirmed;
    private final Semaphore unconfirmed = new Semaphore(MOST_UNCONFIRMED);
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private LineSender(Session session, List<MessageProducer> producers, AtomicLong confirmed) {
        this.session = session;
        this.producers = producers;
        this.confirmed = confirmed;
    }

    static LineSender open(Connection connection, List<Destination> destinations, AtomicLong confirmed)
            throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        List<MessageProducer> producers = new ArrayList<>();
        for (Destination each : destinations) {
            MessageProducer producer = session.createProducer(each);
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            producers.add(producer);
        }
        return new LineSender(session, producers, confirmed);
    }

    /** Sends files until there are none left; returns when all is confirmed. */
    void sendAll(Queue<TextFile> files) throws JMSException, IOException, InterruptedException {
        for (TextFile file = files.poll(); file != null; file = files.poll()) {
            send(file);
        }
        unconfirmed.acquire(MOST_UNCONFIRMED);
        throwFailure();
        session.close();
    }

    private void send(TextFile file) throws JMSException, IOException, InterruptedException {
        int line = 0;
        for (String text : file.lines()) {
            line++;
            for (MessageProducer producer : producers) {
                TextMessage message = session.createTextMessage(text);
                message.setStringProperty("JMSXGroupID", file.name());
                message.setIntProperty("line", line);
                unconfirmed.acquire();
                throwFailure();
                producer.send(message, this);
            }
        }
    }

    @Override
    public void onCompletion(Message message) {
        confirmed.incrementAndGet();
        unconfirmed.release();
    }

    @Override
    public void onException(Message message, Exception exception) {
        failure.compareAndSet(null, exception);
        unconfirmed.release();
    }

    private void throwFailure() throws JMSException {
        Exception first = failure.get();
        if (first != null) {
            throw (JMSException) new JMSException("a send failed: " + first.getMessage()).initCause(first);
        }
    }
}
