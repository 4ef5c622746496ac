package io.replaymq.jms.destination;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.Destination;
import io.replaymq.jms.api.Replies;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/**
 * A queue or topic that lives as long as its connection, or until it is deleted. Equal to every other destination of its kind and name: to the
 * one that messages say they come from, or are to be answered to. Jakarta Messaging 3.1, section 6.2.2.
 */
abstract sealed class OwnedDestination implements JmsDestination permits JmsTemporaryQueue, JmsTemporaryTopic {
    private final Destination address;
    private final BrokerLink link;

    /** Makes one, for the connection of that link. */
    OwnedDestination(Destination.Kind kind, BrokerLink link) throws JMSException {
        this.address = Replies.await(link.createTemporary(kind)).destination();
        this.link = link;
    }

    @Override
    public Destination address() {
        return address;
    }

    /** Deletes it with what is in it. @throws JMSException if somebody consumes from it, or the connection is closed */
    public void delete() throws JMSException {
        Replies.await(link.delete(address));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JmsDestination same
                && same.address().equals(address)
                && same.options().equals(ConsumerOptions.DEFAULTS);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    @Override
    public String toString() {
        return (isQueue() ? "queue://" : "topic://") + address.name();
    }
}
