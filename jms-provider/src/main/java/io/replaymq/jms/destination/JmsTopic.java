package io.replaymq.jms.destination;

import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.Destination;
import jakarta.jms.Topic;
import java.io.Serial;
import java.io.Serializable;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;

/**
 * A topic of ReplayMQ.
 *
 * <p>Equal to every other topic of the same name and options, temporary or not.
 *
 * @param address as the broker names it
 * @param options what was asked for behind its name
 */
public record JmsTopic(Destination address, ConsumerOptions options)
        implements JmsDestination, Topic, Referenceable, Serializable {
    /** Checks the kind. */
    public JmsTopic {
        if (address.kind() != Destination.Kind.TOPIC) {
            throw new IllegalArgumentException(address + ", expected a topic");
        }
    }

    @Override
    public String getTopicName() {
        return DestinationOptions.write(address.name(), options);
    }

    @Override
    public JmsDestination plain() {
        return options.equals(ConsumerOptions.DEFAULTS) ? this : new JmsTopic(address, ConsumerOptions.DEFAULTS);
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
        return "topic://" + getTopicName();
    }
}
