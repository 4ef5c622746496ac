package io.replaymq.jms.jndi;

import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes naming contexts from properties, which Java takes from {@code jndi.properties}, from system properties and from what the
 * application passes:
 *
 * <ul>
 *   <li>{@code java.naming.provider.url}: where the factories {@code ConnectionFactory}, {@code QueueConnectionFactory}, {@code
 *       TopicConnectionFactory} and {@code XAConnectionFactory} connect to; or a file of properties that are read as if they were given here
 *   <li>{@code connectionFactory.NAME=URL} or {@code connectionfactory.NAME=URL}: another factory
 *   <li>{@code connectionFactoryNames=NAME,NAME}: further names of factories for {@code java.naming.provider.url}, or for
 *       {@code connection.NAME.brokerURL}
 *   <li>{@code property.connectionfactory.NAME.OPTION=VALUE}: {@code jms.OPTION=VALUE} in that factory's URL
 *   <li>{@code queue.NAME=QUEUE}, {@code topic.NAME=TOPIC}: destinations
 * </ul>
 *
 * <p>Variables in values are replaced by another of these properties, a system property or a variable of the process; {@code docs/jms.md}
 * says how they are written. Besides, {@code dynamicQueues/X} and {@code dynamicTopics/X} are the queue and the topic X. Nothing is loaded, and nothing is
 * asked over the network: a name is in the properties or it is not found.
 */
public final class ReplayMQInitialContextFactory implements InitialContextFactory {
    /** For {@link javax.naming.InitialContext}. */
    public ReplayMQInitialContextFactory() {}

    /** @throws NamingException if a property is not what it should be */
    @Override
    public Context getInitialContext(@Nullable Hashtable<?, ?> environment) throws NamingException {
        Map<String, String> settings = new TreeMap<>();
        if (environment != null) {
            environment.forEach((name, value) -> {
                if (name instanceof String text && value instanceof String setting) {
                    settings.put(text, setting);
                }
            });
        }
        return new StaticContext(Bindings.of(Settings.of(settings)), settings);
    }
}
