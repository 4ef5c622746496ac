package io.replaymq.tck.provider;

import io.replaymq.log.api.FatalHandler;
import io.replaymq.server.ReplayMqServer;
import io.replaymq.server.api.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** A server that can be stopped and started again at the same address, over the same directory. */
final class RestartableServer implements AutoCloseable {
    /** Below the ports that systems hand out by themselves, so that nobody gets ours while we are down. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 10_000;
    private static final int ATTEMPTS = 50;

    private final Path data;
    private final int port;
    private ReplayMqServer server;

    private RestartableServer(Path data, int port, ReplayMqServer server) {
        this.data = data;
        this.port = port;
        this.server = server;
    }

    static RestartableServer open(Path data) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
            try {
                return new RestartableServer(data, port, openAt(data, port));
            } catch (BindException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    int port() {
        return port;
    }

    void restart() {
        server.close();
        try {
            server = openAt(data, port);
        } catch (IOException e) {
            throw new UncheckedIOException("the server did not start again at port " + port, e);
        }
    }

    private static ReplayMqServer openAt(Path data, int port) throws IOException {
        ServerConfig defaults = ServerConfig.defaults(data);
        ServerConfig config = new ServerConfig(
                data,
                defaults.exposure(),
                defaults.endpoint().at("127.0.0.1", port),
                defaults.log(),
                defaults.broker());
        return ReplayMqServer.open(config, FatalHandler.REFUSE_EVERYTHING);
    }

    @Override
    public void close() {
        server.close();
    }
}
