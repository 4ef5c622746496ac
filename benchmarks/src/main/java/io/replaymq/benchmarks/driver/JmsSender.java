package io.replaymq.benchmarks.driver;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/** Sends bytes messages over a connection of its own, which it closes. */
record JmsSender(Connection connection, Session session, MessageProducer producer, JmsCommits commits)
        implements Driver.Sender {
    @Override
    public void send(byte[] body) {
        try {
            producer.send(message(body));
            commits.add();
        } catch (JMSException e) {
            throw new DriverException(e);
        }
    }

    @Override
    public void sendAsync(byte[] body, Acknowledgements acknowledgements) {
        try {
            producer.send(message(body), new CompletionListener() {
                @Override
                public void onCompletion(Message message) {
                    acknowledgements.acknowledged(1);
                }

                @Override
                public void onException(Message message, Exception exception) {
                    acknowledgements.failed(exception);
                }
            });
        } catch (JMSException e) {
            throw new DriverException(e);
        }
    }

    @Override
    public void flush() {
        try {
            commits.finish();
        } catch (JMSException e) {
            throw new DriverException(e);
        }
    }

    private Message message(byte[] body) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body);
        return message;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException e) {
            throw new DriverException(e);
        }
    }
}
