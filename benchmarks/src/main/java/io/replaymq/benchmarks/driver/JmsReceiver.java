package io.replaymq.benchmarks.driver;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;

/** Receives bytes messages one by one over a connection of its own, which it closes. */
record JmsReceiver(Connection connection, MessageConsumer consumer, JmsCommits commits) implements Driver.Receiver {
    @Override
    public int receive(long timeoutMs, Driver.Sink sink) {
        try {
            BytesMessage message = (BytesMessage) consumer.receive(timeoutMs);
            if (message == null) {
                commits.finish();
                return 0;
            }
            byte[] body = new byte[(int) message.getBodyLength()];
            message.readBytes(body);
            sink.accept(body);
            commits.add();
            return 1;
        } catch (JMSException e) {
            throw new DriverException(e);
        }
    }

    @Override
    public void close() {
        try {
            commits.finish();
            connection.close();
        } catch (JMSException e) {
            throw new DriverException(e);
        }
    }
}
