package io.replaymq.jms.destination;

import io.replaymq.broker.api.Destination;
import jakarta.jms.Queue;
import java.io.Serial;
import java.io.Serializable;
import javax.naming.Reference;
import javax.naming.Referenceable;

/**
 * A queue of ReplayMQ.
 *
 * @param address as the broker names it
 */
public record JmsQueue(Destination address) implements JmsDestination, Queue, Referenceable, Serializable {
    /** Checks the kind. */
    public JmsQueue {
        if (address.kind() != Destination.Kind.QUEUE) {
            throw new IllegalArgumentException(address + ", expected a queue");
        }
    }

    @Override
    public String getQueueName() {
        return address.name();
    }

    @Override
    public Reference getReference() {
        return References.of(JmsQueue.class, References.QUEUE, getQueueName());
    }

    @Serial
    private Object writeReplace() {
        return new DestinationName(true, getQueueName());
    }

    @Override
    public String toString() {
        return "queue://" + address.name();
    }
}
