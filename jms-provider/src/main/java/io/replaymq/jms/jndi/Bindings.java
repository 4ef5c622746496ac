package io.replaymq.jms.jndi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.remote.api.NearestName;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.net.URLEncoder;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InvalidNameException;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;

/**
 * The objects that properties describe, by name. Immutable.
 *
 * <p>Understands the keys of Artemis ({@code connectionFactory.NAME}), of Qpid JMS ({@code connectionfactory.NAME}, {@code
 * property.connectionfactory.NAME.OPTION}) and of ActiveMQ Classic ({@code connectionFactoryNames}, {@code connection.NAME.brokerURL}), so
 * that an application which moves changes values and not names.
 */
final class Bindings {
    private static final List<String> DEFAULT_FACTORIES =
            List.of("ConnectionFactory", "QueueConnectionFactory", "TopicConnectionFactory");
    private static final String DEFAULT_XA_FACTORY = "XAConnectionFactory";
    private static final String DEFAULT_URL = "replaymq://localhost:7717";
    private static final String FACTORY_NAMES = "connectionFactoryNames";
    private static final List<String> FACTORY_PREFIXES = List.of("connectionFactory.", "connectionfactory.");
    private static final String OPTION_PREFIX = "property.connectionfactory.";
    private static final String CLASSIC_PREFIX = "connection.";
    private static final String CLASSIC_URL = "brokerURL";
    private static final String QUEUE_PREFIX = "queue.";
    private static final String TOPIC_PREFIX = "topic.";
    private static final String DYNAMIC_QUEUES = "dynamicQueues/";
    private static final String DYNAMIC_TOPICS = "dynamicTopics/";

    private final Map<String, Object> objects;

    private Bindings(Map<String, Object> objects) {
        this.objects = Collections.unmodifiableMap(objects);
    }

    /** Whether a property says something here; others belong to somebody else. */
    static boolean isOurs(String property) {
        return property.equals(Context.PROVIDER_URL)
                || property.equals(FACTORY_NAMES)
                || FACTORY_PREFIXES.stream().anyMatch(property::startsWith)
                || property.startsWith(OPTION_PREFIX)
                || property.startsWith(CLASSIC_PREFIX)
                || property.startsWith(QUEUE_PREFIX)
                || property.startsWith(TOPIC_PREFIX);
    }

    static Bindings of(Settings settings) throws NamingException {
        Builder builder = new Builder(settings.values());
        for (Map.Entry<String, String> each : settings.values().entrySet()) {
            builder.take(each.getKey(), each.getValue());
        }
        return builder.build();
    }

    /** Collects what the properties describe, and refuses to let two of them describe one name. */
    private static final class Builder {
        private final Map<String, String> settings;
        private final String providerUrl;
        private final Map<String, Object> objects = new TreeMap<>();
        private final Map<String, String> properties = new HashMap<>(); // by the name that each describes
        private final Set<String> used = new TreeSet<>(); // properties that are about a factory another one names

        Builder(Map<String, String> settings) {
            this.settings = settings;
            this.providerUrl = settings.getOrDefault(Context.PROVIDER_URL, DEFAULT_URL);
        }

        void take(String property, String value) throws NamingException {
            if (property.equals(FACTORY_NAMES)) {
                for (String name : value.split(",", -1)) {
                    put(name.strip(), property, classic(name.strip()));
                }
            } else if (property.startsWith(QUEUE_PREFIX)) {
                put(property.substring(QUEUE_PREFIX.length()), property, destination(QUEUE_PREFIX, value));
            } else if (property.startsWith(TOPIC_PREFIX)) {
                put(property.substring(TOPIC_PREFIX.length()), property, destination(TOPIC_PREFIX, value));
            } else {
                for (String prefix : FACTORY_PREFIXES) {
                    if (property.startsWith(prefix)) {
                        String name = property.substring(prefix.length());
                        put(name, property, Factories.of(property, withOptions(name, value)));
                    }
                }
            }
        }

        /** For the provider's URL, or one of its own. */
        private ConnectionFactory classic(String name) throws NamingException {
            String property = CLASSIC_PREFIX + name + "." + CLASSIC_URL;
            String url = settings.get(property);
            used.add(property);
            return url == null
                    ? Factories.of(Context.PROVIDER_URL, withOptions(name, providerUrl))
                    : Factories.of(property, withOptions(name, url));
        }

        /** {@code property.connectionfactory.NAME.OPTION=VALUE} is the same as {@code jms.OPTION=VALUE} in the URL. */
        private String withOptions(String name, String url) {
            StringBuilder all = new StringBuilder(url);
            String prefix = OPTION_PREFIX + name + ".";
            settings.forEach((property, value) -> {
                if (property.startsWith(prefix)) {
                    used.add(property);
                    all.append(all.indexOf("?") < 0 ? '?' : '&')
                            .append("jms.")
                            .append(property.substring(prefix.length()))
                            .append('=')
                            .append(encode(value));
                }
            });
            return all.toString();
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
            for (String name : DEFAULT_FACTORIES) {
                if (!objects.containsKey(name)) {
                    objects.put(name, classic(name));
                }
            }
            if (!objects.containsKey(DEFAULT_XA_FACTORY)) {
                objects.put(
                        DEFAULT_XA_FACTORY,
                        Factories.xaOf(Context.PROVIDER_URL, withOptions(DEFAULT_XA_FACTORY, providerUrl)));
            }
            requireUsed();
            return new Bindings(objects);
        }

        /** A property that is about a factory which is not there is a mistake in its name. */
        private void requireUsed() throws ConfigurationException {
            for (String property : settings.keySet()) {
                boolean aboutAFactory = property.startsWith(OPTION_PREFIX) || property.startsWith(CLASSIC_PREFIX);
                if (aboutAFactory && !used.contains(property)) {
                    throw new ConfigurationException(property + " is about no factory that there is: "
                            + NearestName.advice(property, expected()));
                }
            }
        }

        private Set<String> expected() {
            Set<String> expected = new TreeSet<>(used);
            for (String name : objects.keySet()) {
                expected.add(CLASSIC_PREFIX + name + "." + CLASSIC_URL);
            }
            return expected;
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    private static JmsDestination destination(String prefix, String name) throws NamingException {
        try {
            return prefix.equals(QUEUE_PREFIX) ? JmsDestination.queue(name) : JmsDestination.topic(name);
        } catch (JMSException e) {
            InvalidNameException failure =
                    new InvalidNameException(prefix + "..., value '" + name + "': " + e.getMessage());
            failure.setRootCause(e);
            throw failure;
        }
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
