package io.replaymq.tck.provider;

import io.replaymq.log.api.FatalHandler;
import io.replaymq.server.ReplayMqServer;
import io.replaymq.server.api.ServerConfig;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** Every provider that the suites run against. */
public enum Providers {
    /** ReplayMQ without a network. */
    IN_VM {
        @Override
        public RunningProvider start() throws Exception {
            Path data = Files.createTempDirectory("tck-in-vm");
            ConnectionFactory factory = lookup(REPLAYMQ, "replaymq:vm?data=" + data);
            Connection keepsTheBrokerOpen = factory.createConnection();
            return new RunningProvider(factory, List.of(keepsTheBrokerOpen, () -> delete(data)));
        }
    },

    /** ReplayMQ over TCP. */
    TCP {
        @Override
        public RunningProvider start() throws Exception {
            Path data = Files.createTempDirectory("tck-tcp");
            ServerConfig defaults = ServerConfig.defaults(data);
            ServerConfig config = new ServerConfig(
                    data,
                    defaults.exposure(),
                    defaults.endpoint().at("127.0.0.1", 0),
                    defaults.log(),
                    defaults.broker());
            ReplayMqServer server = ReplayMqServer.open(config, FatalHandler.REFUSE_EVERYTHING);
            String url = "replaymq://127.0.0.1:" + server.address().getPort();
            return new RunningProvider(lookup(REPLAYMQ, url), List.of(server, () -> delete(data)));
        }
    },

    /** Apache Artemis, the reference. */
    ARTEMIS {
        @Override
        public RunningProvider start() throws Exception {
            Configuration config = new ConfigurationImpl()
                    .setPersistenceEnabled(false)
                    .setSecurityEnabled(false)
                    .setJMXManagementEnabled(false)
                    .addAcceptorConfiguration("in-vm", "vm://71");
            EmbeddedActiveMQ server = new EmbeddedActiveMQ().setConfiguration(config);
            server.start();
            String url = "vm://71?deserializationAllowList=java.lang";
            return new RunningProvider(
                    lookup("org.apache.activemq.artemis.jndi.ActiveMQInitialContextFactory", url),
                    List.of(server::stop));
        }
    };

    private static final String REPLAYMQ = "io.replaymq.jms.jndi.ReplayMQInitialContextFactory";

    /** Starts it, empty. */
    public abstract RunningProvider start() throws Exception;

    @SuppressWarnings("JdkObsolete") // InitialContext takes nothing else
    private static ConnectionFactory lookup(String contextFactory, String url) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, contextFactory);
        environment.put(Context.PROVIDER_URL, url);
        return (ConnectionFactory) new InitialContext(environment).lookup("ConnectionFactory");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
