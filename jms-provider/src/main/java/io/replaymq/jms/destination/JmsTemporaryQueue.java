package io.replaymq.jms.destination;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryQueue;

/** A queue that lives as long as its connection, or until it is deleted. */
public final class JmsTemporaryQueue extends OwnedDestination implements TemporaryQueue {
    private JmsTemporaryQueue(BrokerLink link) throws JMSException {
        super(Destination.Kind.QUEUE, link);
    }

    /** Makes one, for the connection of that link. */
    public static JmsTemporaryQueue create(BrokerLink link) throws JMSException {
        return new JmsTemporaryQueue(link);
    }

    @Override
    public String getQueueName() {
        return address().name();
    }
}
