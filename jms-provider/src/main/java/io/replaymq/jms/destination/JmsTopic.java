package io.replaymq.jms.destination;

import io.replaymq.broker.api.Destination;
import jakarta.jms.Topic;

/**
 * A topic of ReplayMQ.
 *
 * @param address as the broker names it
 */
public record JmsTopic(Destination address) implements JmsDestination, Topic {
    /** Checks the kind. */
    public JmsTopic {
        if (address.kind() != Destination.Kind.TOPIC) {
            throw new IllegalArgumentException(address + ", expected a topic");
        }
    }

    @Override
    public String getTopicName() {
        return address.name();
    }

    @Override
    public String toString() {
        return "topic://" + address.name();
    }
}
