package io.replaymq.jms.consumer;

import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;

/** A consumer of a queue. */
public final class JmsQueueReceiver extends JmsMessageConsumer implements QueueReceiver {
    private final Queue queue;

    JmsQueueReceiver(SessionInboxes session, Inbox inbox, Queue queue) {
        super(session, inbox);
        this.queue = queue;
    }

    @Override
    public Queue getQueue() throws JMSException {
        requireOpen();
        return queue;
    }
}
