package io.replaymq.jms.jndi;

import io.replaymq.jms.JmsConnectionFactory;
import io.replaymq.jms.destination.JmsDestination;
import jakarta.jms.JMSException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InvalidNameException;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;

/** The objects that properties describe, by name. Immutable. */
final class Bindings {
    private static final String DEFAULT_FACTORY = "ConnectionFactory";
    private static final String DEFAULT_URL = "replaymq://localhost:7717";
    private static final String FACTORY_PREFIX = "connectionFactory.";
    private static final String QUEUE_PREFIX = "queue.";
    private static final String TOPIC_PREFIX = "topic.";
    private static final String DYNAMIC_QUEUES = "dynamicQueues/";
    private static final String DYNAMIC_TOPICS = "dynamicTopics/";

    private final Map<String, Object> objects;

    private Bindings(Map<String, Object> objects) {
        this.objects = Collections.unmodifiableMap(objects);
    }

    static Bindings of(Map<String, String> settings) throws NamingException {
        Map<String, Object> objects = new TreeMap<>();
        objects.put(
                DEFAULT_FACTORY,
                factory(Context.PROVIDER_URL, settings.getOrDefault(Context.PROVIDER_URL, DEFAULT_URL)));
        for (Map.Entry<String, String> each : settings.entrySet()) {
            String name = each.getKey();
            if (name.startsWith(FACTORY_PREFIX)) {
                objects.put(name.substring(FACTORY_PREFIX.length()), factory(name, each.getValue()));
            } else if (name.startsWith(QUEUE_PREFIX)) {
                objects.put(name.substring(QUEUE_PREFIX.length()), destination(QUEUE_PREFIX, each.getValue()));
            } else if (name.startsWith(TOPIC_PREFIX)) {
                objects.put(name.substring(TOPIC_PREFIX.length()), destination(TOPIC_PREFIX, each.getValue()));
            }
        }
        return new Bindings(objects);
    }

    private static JmsConnectionFactory factory(String property, String url) throws NamingException {
        try {
            return JmsConnectionFactory.of(url);
        } catch (IllegalArgumentException e) {
            throw caused(new ConfigurationException(property + ": " + e.getMessage()), e);
        }
    }

    private static JmsDestination destination(String prefix, String name) throws NamingException {
        try {
            return prefix.equals(QUEUE_PREFIX) ? JmsDestination.queue(name) : JmsDestination.topic(name);
        } catch (JMSException e) {
            throw caused(new InvalidNameException(prefix + "..., value '" + name + "': " + e.getMessage()), e);
        }
    }

    private static NamingException caused(NamingException failure, Exception cause) {
        failure.setRootCause(cause);
        return failure;
    }

    Object lookup(String name) throws NamingException {
        Object bound = objects.get(name);
        if (bound != null) {
            return bound;
        }
        if (name.startsWith(DYNAMIC_QUEUES)) {
            return destination(QUEUE_PREFIX, name.substring(DYNAMIC_QUEUES.length()));
        }
        if (name.startsWith(DYNAMIC_TOPICS)) {
            return destination(TOPIC_PREFIX, name.substring(DYNAMIC_TOPICS.length()));
        }
        throw new NameNotFoundException("'" + name + "' is not bound; there is " + String.join(", ", objects.keySet())
                + ", and dynamicQueues/... and dynamicTopics/...");
    }

    Map<String, Object> all() {
        return objects;
    }
}
