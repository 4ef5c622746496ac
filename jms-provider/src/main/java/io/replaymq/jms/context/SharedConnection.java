package io.replaymq.jms.context;

import io.replaymq.jms.connection.JmsConnection;
import jakarta.jms.JMSException;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that several contexts use; the last one to leave closes it. */
final class SharedConnection {
    private final JmsConnection connection;
    private final AtomicInteger contexts = new AtomicInteger();

    SharedConnection(JmsConnection connection) {
        this.connection = connection;
    }

    JmsConnection enter() {
        contexts.incrementAndGet();
        return connection;
    }

    void leave() throws JMSException {
        if (contexts.decrementAndGet() == 0) {
            connection.close();
        }
    }
}
