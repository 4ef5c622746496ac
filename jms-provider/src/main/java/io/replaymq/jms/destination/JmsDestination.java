package io.replaymq.jms.destination;

import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.jms.api.JmsErrors;
import io.replaymq.log.api.BrokerException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A queue or topic of ReplayMQ. */
public sealed interface JmsDestination extends jakarta.jms.Destination permits JmsQueue, JmsTopic, OwnedDestination {
    /** As the broker names it. */
    Destination address();

    /** What was asked for behind its name, for those who consume from it. */
    default ConsumerOptions options() {
        return ConsumerOptions.DEFAULTS;
    }

    /** Where a consumer begins; null if that was not said. */
    default @Nullable StartPosition from() {
        return options().start();
    }

    /** The same without options: what messages come from and are sent to. */
    default JmsDestination plain() {
        return this;
    }

    /** Whether it is a queue, or a topic. */
    default boolean isQueue() {
        return address().kind() == Destination.Kind.QUEUE;
    }

    /** The queue or topic of that address. */
    static JmsDestination of(Destination address) {
        return address.kind() == Destination.Kind.QUEUE
                ? new JmsQueue(address, ConsumerOptions.DEFAULTS)
                : new JmsTopic(address, ConsumerOptions.DEFAULTS);
    }

    /** A queue, with options behind its name. @throws InvalidDestinationException if the name is not legal */
    static JmsQueue queue(@Nullable String name) throws JMSException {
        DestinationOptions options = options(name);
        ConsumerOptions others = options.options().withStart(null);
        if (options.options().start() != null && !others.equals(ConsumerOptions.DEFAULTS)) {
            throw new InvalidDestinationException(
                    "'" + name + "' reads the history of a queue, which takes nothing from"
                            + " anybody, expected neither a priority nor to be exclusive");
        }
        return new JmsQueue(address(Destination.Kind.QUEUE, options.name()), options.options());
    }

    /** A topic, with options behind its name. @throws InvalidDestinationException if the name is not legal */
    static JmsTopic topic(@Nullable String name) throws JMSException {
        DestinationOptions options = options(name);
        return new JmsTopic(address(Destination.Kind.TOPIC, options.name()), options.options());
    }

    private static DestinationOptions options(@Nullable String name) throws InvalidDestinationException {
        if (name == null) {
            throw new InvalidDestinationException("no destination name was given");
        }
        return DestinationOptions.parse(name);
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
    static JmsDestination requireQueue(jakarta.jms.@Nullable Destination destination)
            throws InvalidDestinationException {
        return require(destination, Destination.Kind.QUEUE);
    }

    /** The topic, if it is one of ours. @throws InvalidDestinationException if it is not */
    static JmsDestination requireTopic(jakarta.jms.@Nullable Destination destination)
            throws InvalidDestinationException {
        return require(destination, Destination.Kind.TOPIC);
    }

    private static JmsDestination require(jakarta.jms.@Nullable Destination destination, Destination.Kind kind)
            throws InvalidDestinationException {
        JmsDestination ours = require(destination);
        if (ours.address().kind() != kind) {
            throw new InvalidDestinationException(
                    ours + ", expected a " + kind.name().toLowerCase(Locale.ROOT));
        }
        return ours;
    }

    private static Destination address(Destination.Kind kind, String name) throws JMSException {
        try {
            return new Destination(kind, name);
        } catch (BrokerException e) {
            throw JmsErrors.of(e);
        }
    }
}
