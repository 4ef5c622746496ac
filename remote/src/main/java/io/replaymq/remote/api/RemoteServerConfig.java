package io.replaymq.remote.api;

import java.time.Duration;

/**
 * How a server listens, and what it grants its peers.
 *
 * @param host address to bind to; default 127.0.0.1
 * @param port port to bind to, 0 for any free one, to 65,535; default 7717
 * @param ioThreads threads that serve connections, 1 to 64; default 1
 * @param heartbeat each side sends something at least this often and is given up after two such times of silence, 100 ms to
 *     1 min; default 5 s
 * @param handshakeTimeout how long a connection may take to finish the handshake, 100 ms to 10 s; default 10 s
 * @param maxFrameBytes largest frame that is taken, 2 MiB to 256 MiB; default 16 MiB
 * @param maxOutstandingBytes requests of one connection that may be in progress before it is read no further, in bytes,
 *     64 KiB to 1 GiB; default 8 MiB
 * @param maxConnections connections at a time, 1 to 100,000; default 10,000
 * @param maxUnproven connections at a time that have not finished the handshake, 1 to 10,000; default 1,024
 * @param maxUnprovenPerAddress the same from one address; default 64
 */
public record RemoteServerConfig(
        String host,
        int port,
        int ioThreads,
        Duration heartbeat,
        Duration handshakeTimeout,
        int maxFrameBytes,
        int maxOutstandingBytes,
        int maxConnections,
        int maxUnproven,
        int maxUnprovenPerAddress) {
    /** Loopback, the default port, the default limits. */
    public static final RemoteServerConfig DEFAULTS = new RemoteServerConfig(
            "127.0.0.1",
            RemoteClientConfig.DEFAULT_PORT,
            1,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            RemoteClientConfig.DEFAULT_MAX_FRAME_BYTES,
            8 << 20,
            10_000,
            1_024,
            64);

    /** Checks every range. */
    public RemoteServerConfig {
        Ranges.check("port", port, 0, 65_535);
        Ranges.check("ioThreads", ioThreads, 1, 64);
        Ranges.check("heartbeat", heartbeat, Duration.ofMillis(100), Duration.ofMinutes(1));
        Ranges.check("handshakeTimeout", handshakeTimeout, Duration.ofMillis(100), Duration.ofSeconds(10));
        Ranges.check("maxFrameBytes", maxFrameBytes, 2 << 20, 256 << 20);
        Ranges.check("maxOutstandingBytes", maxOutstandingBytes, 64 << 10, 1 << 30);
        Ranges.check("maxConnections", maxConnections, 1, 100_000);
        Ranges.check("maxUnproven", maxUnproven, 1, 10_000);
        Ranges.check("maxUnprovenPerAddress", maxUnprovenPerAddress, 1, 10_000);
    }

    /** The same, bound elsewhere. */
    public RemoteServerConfig at(String otherHost, int otherPort) {
        return new RemoteServerConfig(
                otherHost,
                otherPort,
                ioThreads,
                heartbeat,
                handshakeTimeout,
                maxFrameBytes,
                maxOutstandingBytes,
                maxConnections,
                maxUnproven,
                maxUnprovenPerAddress);
    }

    /** The same with another heartbeat. */
    public RemoteServerConfig withHeartbeat(Duration interval) {
        return new RemoteServerConfig(
                host,
                port,
                ioThreads,
                interval,
                handshakeTimeout,
                maxFrameBytes,
                maxOutstandingBytes,
                maxConnections,
                maxUnproven,
                maxUnprovenPerAddress);
    }
}
