package io.replaymq.jms.destination;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.Destination;
import io.replaymq.jms.api.Replies;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryQueue;
import org.jspecify.annotations.Nullable;

/**
 * A queue that lives as long as its connection, or until it is deleted. Equal to every other queue of its name: to the one that messages say
 * they come from, or are to be answered to. Jakarta Messaging 3.1, section 6.2.2.
 */
public final class JmsTemporaryQueue implements JmsDestination, TemporaryQueue {
    private final Destination address;
    private final BrokerLink link;

    private JmsTemporaryQueue(Destination address, BrokerLink link) {
        this.address = address;
        this.link = link;
    }

    /** Makes one, for the connection of that link. */
    public static JmsTemporaryQueue create(BrokerLink link) throws JMSException {
        return new JmsTemporaryQueue(
                Replies.await(link.createTemporary(Destination.Kind.QUEUE)).destination(), link);
    }

    @Override
    public Destination address() {
        return address;
    }

    @Override
    public String getQueueName() {
        return address.name();
    }

    /** Deletes it with what is in it. @throws JMSException if somebody consumes from it, or the connection is closed */
    @Override
    public void delete() throws JMSException {
        Replies.await(link.delete(address));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JmsDestination same && same.address().equals(address) && same.from() == null;
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    @Override
    public String toString() {
        return "queue://" + address.name();
    }
}
