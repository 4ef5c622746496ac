package io.replaymq.jms.producer;

import io.replaymq.jms.destination.JmsDestination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueSender;
import org.jspecify.annotations.Nullable;

/** A producer for queues only. */
public final class JmsQueueSender extends JmsMessageProducer implements QueueSender {
    /** For one queue, or for any if it is null. */
    public JmsQueueSender(MessageSender sender, @Nullable JmsDestination queue) {
        super(sender, queue);
    }

    @Override
    public @Nullable Queue getQueue() throws JMSException {
        return (Queue) getDestination();
    }

    @Override
    public void send(Queue queue, Message message) throws JMSException {
        send((jakarta.jms.Destination) queue, message);
    }

    @Override
    public void send(Queue queue, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send((jakarta.jms.Destination) queue, message, deliveryMode, priority, timeToLive);
    }
}
