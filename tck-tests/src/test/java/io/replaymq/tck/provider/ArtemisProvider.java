package io.replaymq.tck.provider;

import java.util.List;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** Starts Apache Artemis in this VM, without a network and without a disk. */
final class ArtemisProvider {
    private static final String CONTEXT_FACTORY = "org.apache.activemq.artemis.jndi.ActiveMQInitialContextFactory";
    private static final String URL = "vm://71";

    private ArtemisProvider() {}

    static RunningProvider inVm() throws Exception {
        Configuration config = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("in-vm", URL);
        EmbeddedActiveMQ server = new EmbeddedActiveMQ().setConfiguration(config);
        server.start();
        return new RunningProvider(
                CONTEXT_FACTORY,
                URL,
                RunningProvider.factory(CONTEXT_FACTORY, URL + "?deserializationAllowList=java.lang,java.util"),
                () -> {},
                List.of(server::stop));
    }
}
