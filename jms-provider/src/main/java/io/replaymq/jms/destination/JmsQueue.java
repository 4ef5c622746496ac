package io.replaymq.jms.destination;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.StartPosition;
import jakarta.jms.Queue;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;

/**
 * A queue of ReplayMQ.
 *
 * <p>Equal to every other queue of the same name and beginning, temporary or not.
 *
 * @param address as the broker names it
 * @param from where a consumer begins; null if that was not said
 */
public record JmsQueue(Destination address, @Nullable StartPosition from)
        implements JmsDestination, Queue, Referenceable, Serializable {
    /** Checks the kind. */
    public JmsQueue {
        if (address.kind() != Destination.Kind.QUEUE) {
            throw new IllegalArgumentException(address + ", expected a queue");
        }
    }

    @Override
    public String getQueueName() {
        return DestinationOptions.write(address.name(), from);
    }

    @Override
    public JmsDestination plain() {
        return from == null ? this : new JmsQueue(address, null);
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
    public boolean equals(@Nullable Object other) {
        return other instanceof JmsDestination same
                && same.address().equals(address)
                && Objects.equals(same.from(), from);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    @Override
    public String toString() {
        return "queue://" + getQueueName();
    }
}
