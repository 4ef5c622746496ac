package io.replaymq.jms.destination;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.StartPosition;
import jakarta.jms.Topic;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;

/**
 * A topic of ReplayMQ.
 *
 * <p>Equal to every other topic of the same name and beginning, temporary or not.
 *
 * @param address as the broker names it
 * @param from where a consumer begins; null if that was not said
 */
public record JmsTopic(Destination address, @Nullable StartPosition from)
        implements JmsDestination, Topic, Referenceable, Serializable {
    /** Checks the kind. */
    public JmsTopic {
        if (address.kind() != Destination.Kind.TOPIC) {
            throw new IllegalArgumentException(address + ", expected a topic");
        }
    }

    @Override
    public String getTopicName() {
        return DestinationOptions.write(address.name(), from);
    }

    @Override
    public JmsDestination plain() {
        return from == null ? this : new JmsTopic(address, null);
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
                && Objects.equals(same.from(), from);
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
