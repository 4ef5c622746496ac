package io.replaymq.jms.jndi;

import io.replaymq.jms.JmsConnectionFactory;
import io.replaymq.jms.destination.JmsDestination;
import jakarta.jms.JMSException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InvalidNameException;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;

/**
 * The objects that properties describe, by name. Immutable.
 *
 * <p>Understands the keys of Artemis ({@code connectionFactory.NAME}), of Qpid JMS ({@code connectionfactory.NAME}) and of ActiveMQ
 * Classic ({@code connectionFactoryNames}), so that an application which moves changes values and not names.
 */
final class Bindings {
    private static final String DEFAULT_FACTORY = "ConnectionFactory";
    private static final String DEFAULT_URL = "replaymq://localhost:7717";
    private static final String FACTORY_NAMES = "connectionFactoryNames";
    private static final List<String> FACTORY_PREFIXES = List.of("connectionFactory.", "connectionfactory.");
    private static final String QUEUE_PREFIX = "queue.";
    private static final String TOPIC_PREFIX = "topic.";
    private static final String DYNAMIC_QUEUES = "dynamicQueues/";
    private static final String DYNAMIC_TOPICS = "dynamicTopics/";

    private final Map<String, Object> objects;

    private Bindings(Map<String, Object> objects) {
        this.objects = Collections.unmodifiableMap(objects);
    }

    static Bindings of(Map<String, String> settings) throws NamingException {
        Builder builder = new Builder(settings.getOrDefault(Context.PROVIDER_URL, DEFAULT_URL));
        for (Map.Entry<String, String> each : settings.entrySet()) {
            builder.take(each.getKey(), each.getValue());
        }
        return builder.build();
    }

    /** Collects what the properties describe, and refuses to let two of them describe one name. */
    private static final class Builder {
        private final String providerUrl;
        private final Map<String, Object> objects = new TreeMap<>();
        private final Map<String, String> properties = new HashMap<>(); // by the name that each describes

        Builder(String providerUrl) {
            this.providerUrl = providerUrl;
        }

        void take(String property, String value) throws NamingException {
            if (property.equals(FACTORY_NAMES)) {
                for (String name : value.split(",", -1)) {
                    put(name.strip(), property, factory(Context.PROVIDER_URL, providerUrl));
                }
            } else if (property.startsWith(QUEUE_PREFIX)) {
                put(property.substring(QUEUE_PREFIX.length()), property, destination(QUEUE_PREFIX, value));
            } else if (property.startsWith(TOPIC_PREFIX)) {
                put(property.substring(TOPIC_PREFIX.length()), property, destination(TOPIC_PREFIX, value));
            } else {
                for (String prefix : FACTORY_PREFIXES) {
                    if (property.startsWith(prefix)) {
                        put(property.substring(prefix.length()), property, factory(property, value));
                    }
                }
            }
        }

        private void put(String name, String property, Object described) throws NamingException {
            if (name.isEmpty()) {
                throw new ConfigurationException(property + ": a name is missing");
            }
            String earlier = properties.put(name, property);
            if (earlier != null) {
                throw new ConfigurationException(
                        "'" + name + "' is described twice: by " + earlier + " and " + property);
            }
            objects.put(name, described);
        }

        Bindings build() throws NamingException {
            if (!objects.containsKey(DEFAULT_FACTORY)) {
                objects.put(DEFAULT_FACTORY, factory(Context.PROVIDER_URL, providerUrl));
            }
            return new Bindings(objects);
        }
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
