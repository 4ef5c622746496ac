package io.replaymq.jms.destination;

import io.replaymq.broker.api.Destination;
import jakarta.jms.Queue;

/**
 * A queue of ReplayMQ.
 *
 * @param address as the broker names it
 */
public record JmsQueue(Destination address) implements JmsDestination, Queue {
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
    public String toString() {
        return "queue://" + address.name();
    }
}
