package io.replaymq.server.api;

import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.log.api.LogConfig;
import io.replaymq.remote.api.RemoteServerConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * How a server runs. The reference of all settings is {@code docs/configuration.md}.
 *
 * @param data the directory that holds everything the server keeps; created if it does not exist
 * @param exposure who may reach its port
 * @param endpoint where it listens, and what it grants its peers
 * @param log how its log uses memory, disk and threads
 * @param broker how its destinations are kept and handed out
 */
public record ServerConfig(
        Path data, Exposure exposure, RemoteServerConfig endpoint, LogConfig log, BrokerConfig broker) {
    private static final LogConfig LOG = LogConfig.DEFAULTS.withMappedBytes(256L << 20); // tools look at its memory

    /** Checks that nothing is exposed that was not meant to be. */
    public ServerConfig {
        if (exposure == Exposure.LOOPBACK && !isLoopback(endpoint.host())) {
            throw new IllegalArgumentException(
                    "host=" + endpoint.host() + " can be reached from other machines, and there is no"
                            + " authentication yet: whoever reaches the port can read and write everything;"
                            + " set exposure=network if that is what you want");
        }
    }

    /** The defaults, for a data directory. */
    public static ServerConfig defaults(Path data) {
        return new ServerConfig(data, Exposure.LOOPBACK, RemoteServerConfig.DEFAULTS, LOG, BrokerConfig.DEFAULTS);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host=" + host + ", expected a name or address of this machine", e);
        }
    }
}
