package io.replaymq.tck.provider;

import jakarta.jms.ConnectionFactory;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * A provider that runs.
 *
 * @param contextFactory the class that an application names to find it through JNDI
 * @param url where it is, without options
 * @param factory makes connections that read all object messages of these tests
 * @param restart stops it and starts it again with what it has stored; does nothing where that is not possible
 * @param resources what to close afterwards, in this order
 */
public record RunningProvider(
        String contextFactory, String url, ConnectionFactory factory, Runnable restart, List<AutoCloseable> resources)
        implements AutoCloseable {

    static ConnectionFactory factory(String contextFactory, String url) throws NamingException {
        return (ConnectionFactory) context(contextFactory, url, Map.of()).lookup("ConnectionFactory");
    }

    /** The names that an application finds, with properties of its own. */
    public Context jndi(Map<String, String> properties) throws NamingException {
        return context(contextFactory, url, properties);
    }

    @SuppressWarnings("JdkObsolete") // InitialContext takes nothing else
    private static Context context(String contextFactory, String url, Map<String, String> properties)
            throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>(properties);
        environment.put(Context.INITIAL_CONTEXT_FACTORY, contextFactory);
        environment.put(Context.PROVIDER_URL, url);
        return new InitialContext(environment);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : resources) {
            each.close();
        }
    }
}
