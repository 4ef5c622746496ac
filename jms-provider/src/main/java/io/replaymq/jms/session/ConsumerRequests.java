package io.replaymq.jms.session;

import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.jms.api.Unsupported;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.destination.JmsTopic;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/**
 * Says to the broker what consumers want, after checking what can be checked here.
 *
 * @param owner the connection
 */
public record ConsumerRequests(SessionOwner owner) {
    /** The broker finds a subscription by client and name, whichever topic it is to. */
    private static final Destination ANY_TOPIC = Destination.topic("(any topic)");

    /** Of a queue, or of a topic while the consumer is there. */
    public ConsumerRequest plain(JmsDestination from, @Nullable String selector, boolean noLocal) throws JMSException {
        refuse(selector, noLocal && from instanceof JmsTopic); // on a queue the argument says nothing
        return of(
                from instanceof JmsTopic
                        ? new ConsumerTarget.PlainSubscription(from.address())
                        : new ConsumerTarget.Queue(from.address()));
    }

    /** Of a durable subscription. */
    public ConsumerRequest durable(JmsTopic topic, @Nullable String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        refuse(selector, noLocal);
        return of(durableTarget(topic.address(), name));
    }

    /** Of a shared subscription. */
    public ConsumerRequest shared(JmsTopic topic, @Nullable String name, @Nullable String selector)
            throws JMSException {
        requireName(name);
        throw Unsupported.SHARED_SUBSCRIPTIONS.exception();
    }

    /** Of a shared durable subscription. */
    public ConsumerRequest sharedDurable(JmsTopic topic, @Nullable String name, @Nullable String selector)
            throws JMSException {
        requireName(name);
        throw Unsupported.SHARED_SUBSCRIPTIONS.exception();
    }

    /** A durable subscription, whichever topic it is to. */
    ConsumerTarget.DurableSubscription durableOfAnyTopic(@Nullable String name) throws JMSException {
        return durableTarget(ANY_TOPIC, name);
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
    private static void refuse(@Nullable String selector, boolean noLocal) throws JMSException {
        if (selector != null && !selector.isEmpty()) {
            throw Unsupported.SELECTORS.exception();
        }
        if (noLocal) {
            throw Unsupported.NO_LOCAL.exception();
        }
    }

    private static ConsumerRequest of(ConsumerTarget target) {
        return new ConsumerRequest(target, null);
    }
}
