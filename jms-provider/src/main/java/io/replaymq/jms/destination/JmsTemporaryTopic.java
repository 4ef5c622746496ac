package io.replaymq.jms.destination;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryTopic;

/** A topic that lives as long as its connection, or until it is deleted. */
public final class JmsTemporaryTopic extends OwnedDestination implements TemporaryTopic {
    private JmsTemporaryTopic(BrokerLink link) throws JMSException {
        super(Destination.Kind.TOPIC, link);
    }

    /** Makes one, for the connection of that link. */
    public static JmsTemporaryTopic create(BrokerLink link) throws JMSException {
        return new JmsTemporaryTopic(link);
    }

    @Override
    public String getTopicName() {
        return address().name();
    }
}
