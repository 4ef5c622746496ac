package io.replaymq.jms.session;

import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.jms.destination.JmsDestination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryTopic;
import org.jspecify.annotations.Nullable;

/**
 * Says to the broker what consumers want, after checking what can be checked here.
 *
 * @param owner the connection
 */
public record ConsumerRequests(SessionOwner owner) {
    /** The broker finds a subscription by client and name, whichever topic it is to. */
    private static final Destination ANY_TOPIC = Destination.topic("(any topic)");

    /** Of a queue, or of a topic while the consumer is there. A queue that says where to begin is read and not consumed. */
    public ConsumerRequest plain(JmsDestination from, @Nullable String selector, boolean noLocal) {
        boolean own = noLocal && !from.isQueue(); // on a queue the argument says nothing
        return of(plainTarget(from), from, selector, own);
    }

    private static ConsumerTarget plainTarget(JmsDestination from) {
        if (from.isQueue()) {
            return from.from() == null
                    ? new ConsumerTarget.Queue(from.address())
                    : new ConsumerTarget.History(from.address());
        }
        return new ConsumerTarget.PlainSubscription(from.address());
    }

    /** Of a durable subscription. */
    public ConsumerRequest durable(
            JmsDestination topic, @Nullable String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        requireLasting(topic);
        return of(durableTarget(topic.address(), name), topic, selector, noLocal);
    }

    /** Of a shared subscription. */
    public ConsumerRequest shared(JmsDestination topic, @Nullable String name, @Nullable String selector)
            throws JMSException {
        ConsumerTarget target =
                new ConsumerTarget.SharedSubscription(topic.address(), owner.clientId(), requireName(name));
        return of(target, topic, selector, false);
    }

    /** Of a shared durable subscription. */
    public ConsumerRequest sharedDurable(JmsDestination topic, @Nullable String name, @Nullable String selector)
            throws JMSException {
        requireLasting(topic);
        ConsumerTarget target =
                new ConsumerTarget.SharedDurableSubscription(topic.address(), owner.clientId(), requireName(name));
        return of(target, topic, selector, false);
    }

    private static void requireLasting(JmsDestination topic) throws InvalidDestinationException {
        if (topic instanceof TemporaryTopic) {
            throw new InvalidDestinationException(topic + " is temporary: it has no durable subscriptions");
        }
    }

    /** A durable subscription, shared or not, whichever topic it is to. */
    ConsumerTarget.Durable durableOfAnyTopic(@Nullable String name) throws JMSException {
        return new ConsumerTarget.SharedDurableSubscription(ANY_TOPIC, owner.clientId(), requireName(name));
    }

    private ConsumerTarget.DurableSubscription durableTarget(Destination topic, @Nullable String name)
            throws JMSException {
        String client = owner.clientId();
        if (client == null) {
            throw new IllegalStateException(
                    "a durable subscription needs a client identifier, which the connection has not");
        }
        return new ConsumerTarget.DurableSubscription(topic, client, requireName(name));
    }

    private static String requireName(@Nullable String name) throws JMSException {
        if (name == null || name.isEmpty()) {
            throw new JMSException("a subscription needs a name");
        }
        return name;
    }

    /** Null and empty mean that there is no selector. Jakarta Messaging 3.1, section 3.8.1.1. */
    private ConsumerRequest of(ConsumerTarget target, JmsDestination from, @Nullable String selector, boolean noLocal) {
        ConsumerOptions options =
                from.options().withSelector(selector).withNotFrom(noLocal ? (Long) owner.senderId() : null);
        return new ConsumerRequest(target, options, null);
    }
}
