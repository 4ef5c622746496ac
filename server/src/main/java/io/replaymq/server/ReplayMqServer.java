package io.replaymq.server;

import io.replaymq.broker.EmbeddedBroker;
import io.replaymq.broker.api.Broker;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.FatalHandler;
import io.replaymq.log.api.TimeSource;
import io.replaymq.remote.RemoteServer;
import io.replaymq.server.api.ServerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A server in this process: a log on disk, a broker over it, and an endpoint that clients connect to.
 *
 * <p><b>Threads:</b> one of its own, {@code replaymq-timer}, for the broker's delays and retention; the others belong to the parts.
 * Any thread may close it.
 *
 * <p><b>Owns</b> its parts and the data directory, and closes them in reverse order of opening.
 */
public final class ReplayMqServer implements AutoCloseable {
    private final Parts parts;
    private final RemoteServer endpoint;

    private ReplayMqServer(Parts parts, RemoteServer endpoint) {
        this.parts = parts;
        this.endpoint = endpoint;
    }

    /**
     * Recovers what is in the data directory, and serves it.
     *
     * @param fatal told, once, that storage failed: nothing is acknowledged from then on; it ends the process
     * @throws BrokerException if the directory is locked, damaged or of an unknown format
     * @throws IOException if the address cannot be listened on
     */
    public static ReplayMqServer open(ServerConfig config, FatalHandler fatal) throws IOException {
        Parts parts = new Parts();
        try {
            ScheduledExecutorService timer =
                    Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "replaymq-timer"));
            parts.opened(timer::shutdown);
            EmbeddedLog log = EmbeddedLog.open(config.data(), config.log(), fatal);
            parts.opened(log::close);
            Broker broker = EmbeddedBroker.open(log, config.broker(), TimeSource.SYSTEM, timer);
            parts.opened(broker::close);
            RemoteServer endpoint = RemoteServer.start(broker, config.endpoint());
            parts.opened(endpoint::close);
            return new ReplayMqServer(parts, endpoint);
        } catch (RuntimeException | IOException e) {
            closeAfter(e, parts);
            throw e;
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return endpoint.address();
    }

    /** Lets go of its clients, finishes what was accepted, forces it to disk and lets go of the directory. May be called twice. */
    @Override
    public void close() {
        parts.close();
    }

    private static void closeAfter(Exception failure, Parts parts) {
        try {
            parts.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
