package io.replaymq.jms.consumer;

import io.replaymq.jms.destination.JmsQueue;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;

/** A consumer of a queue. */
public final class JmsQueueReceiver extends JmsMessageConsumer implements QueueReceiver {
    private final JmsQueue queue;

    JmsQueueReceiver(SessionInboxes session, Inbox inbox, JmsQueue queue) {
        super(session, inbox);
        this.queue = queue;
    }

    @Override
    public Queue getQueue() throws JMSException {
        requireOpen();
        return queue;
    }
}
