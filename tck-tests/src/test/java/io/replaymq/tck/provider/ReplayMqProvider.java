package io.replaymq.tck.provider;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Starts ReplayMQ, in a directory that is deleted afterwards. */
final class ReplayMqProvider {
    private static final String CONTEXT_FACTORY = "io.replaymq.jms.jndi.ReplayMQInitialContextFactory";
    private static final String OPTIONS = "jms.deserialization.allow=java.lang.*,java.util.*";

    private ReplayMqProvider() {}

    static RunningProvider inVm() throws Exception {
        Path data = Files.createTempDirectory("tck-in-vm");
        String url = "replaymq:vm?data=" + data;
        ConnectionFactory factory = RunningProvider.factory(CONTEXT_FACTORY, url + "&" + OPTIONS);
        Connection keepsTheBrokerOpen = factory.createConnection();
        return new RunningProvider(
                CONTEXT_FACTORY, url, factory, () -> {}, List.of(keepsTheBrokerOpen, () -> delete(data)));
    }

    static RunningProvider overTcp() throws Exception {
        Path data = Files.createTempDirectory("tck-tcp");
        RestartableServer server = RestartableServer.open(data);
        String url = "replaymq://127.0.0.1:" + server.port();
        ConnectionFactory factory = RunningProvider.factory(CONTEXT_FACTORY, url + "?" + OPTIONS);
        return new RunningProvider(CONTEXT_FACTORY, url, factory, server::restart, List.of(server, () -> delete(data)));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
