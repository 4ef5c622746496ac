package io.replaymq.jms.destination;

import io.replaymq.broker.api.Destination;
import jakarta.jms.Topic;
import java.io.Serial;
import java.io.Serializable;
import javax.naming.Reference;
import javax.naming.Referenceable;

/**
 * A topic of ReplayMQ.
 *
 * @param address as the broker names it
 */
public record JmsTopic(Destination address) implements JmsDestination, Topic, Referenceable, Serializable {
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
    public Reference getReference() {
        return References.of(JmsTopic.class, References.TOPIC, getTopicName());
    }

    @Serial
    private Object writeReplace() {
        return new DestinationName(false, getTopicName());
    }

    @Override
    public String toString() {
        return "topic://" + address.name();
    }
}
