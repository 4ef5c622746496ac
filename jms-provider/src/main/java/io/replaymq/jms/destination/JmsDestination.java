package io.replaymq.jms.destination;

import io.replaymq.broker.api.Destination;
import io.replaymq.jms.api.JmsErrors;
import io.replaymq.log.api.BrokerException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** A queue or topic of ReplayMQ. */
public sealed interface JmsDestination extends jakarta.jms.Destination permits JmsQueue, JmsTopic {
    /** As the broker names it. */
    Destination address();

    /** The queue or topic of that address. */
    static JmsDestination of(Destination address) {
        return address.kind() == Destination.Kind.QUEUE ? new JmsQueue(address) : new JmsTopic(address);
    }

    /** A queue. @throws InvalidDestinationException if the name is not legal */
    static JmsQueue queue(@Nullable String name) throws JMSException {
        return new JmsQueue(address(Destination.Kind.QUEUE, name));
    }

    /** A topic. @throws InvalidDestinationException if the name is not legal */
    static JmsTopic topic(@Nullable String name) throws JMSException {
        return new JmsTopic(address(Destination.Kind.TOPIC, name));
    }

    /** The destination, if it is one of ours. @throws InvalidDestinationException if it is null or another provider's */
    static JmsDestination require(jakarta.jms.@Nullable Destination destination) throws InvalidDestinationException {
        if (destination instanceof JmsDestination ours) {
            return ours;
        }
        throw new InvalidDestinationException(
                destination == null
                        ? "no destination was given"
                        : destination.getClass().getName() + " is not a destination of ReplayMQ");
    }

    /** The queue, if it is one of ours. @throws InvalidDestinationException if it is not */
    static JmsQueue requireQueue(jakarta.jms.@Nullable Destination destination) throws InvalidDestinationException {
        if (require(destination) instanceof JmsQueue queue) {
            return queue;
        }
        throw new InvalidDestinationException(destination + " is no queue");
    }

    /** The topic, if it is one of ours. @throws InvalidDestinationException if it is not */
    static JmsTopic requireTopic(jakarta.jms.@Nullable Destination destination) throws InvalidDestinationException {
        if (require(destination) instanceof JmsTopic topic) {
            return topic;
        }
        throw new InvalidDestinationException(destination + " is no topic");
    }

    private static Destination address(Destination.Kind kind, @Nullable String name) throws JMSException {
        if (name == null) {
            throw new InvalidDestinationException("no destination name was given");
        }
        try {
            return new Destination(kind, name);
        } catch (BrokerException e) {
            throw JmsErrors.of(e);
        }
    }
}
