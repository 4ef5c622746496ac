package io.replaymq.jms.destination;

import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.Destination;
import jakarta.jms.Queue;
import java.io.Serial;
import java.io.Serializable;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;

/**
 * A queue of ReplayMQ.
 *
 * <p>Equal to every other queue of the same name and options, temporary or not.
 *
 * @param address as the broker names it
 * @param options what was asked for behind its name
 */
public record JmsQueue(Destination address, ConsumerOptions options)
        implements JmsDestination, Queue, Referenceable, Serializable {
    /** Checks the kind. */
    public JmsQueue {
        if (address.kind() != Destination.Kind.QUEUE) {
            throw new IllegalArgumentException(address + ", expected a queue");
        }
    }

    @Override
    public String getQueueName() {
        return DestinationOptions.write(address.name(), options);
    }

    @Override
    public JmsDestination plain() {
        return options.equals(ConsumerOptions.DEFAULTS) ? this : new JmsQueue(address, ConsumerOptions.DEFAULTS);
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
                && same.options().equals(options);
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
