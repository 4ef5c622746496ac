package io.replaymq.server.config;

import io.replaymq.remote.api.RemoteServerConfig;
import io.replaymq.server.api.Exposure;
import java.time.Duration;
import java.util.List;

/** Where the server listens, and what it grants its peers. */
final class EndpointSettings {
    static final Setting<String> HOST = new Setting<>(
            "host",
            "127.0.0.1",
            "a name or address of this machine",
            "The interface to listen on. One that other machines can reach needs `exposure=network` too.",
            ValueSyntax.text());
    static final Setting<Integer> PORT = new Setting<>(
            "port",
            "7717",
            "0 to 65535; 0 is any free port",
            "The TCP port to listen on.",
            ValueSyntax.integer(0, 65_535));
    static final Setting<Exposure> EXPOSURE = new Setting<>(
            "exposure",
            "loopback",
            "`loopback` or `network`",
            "Who may reach the port. There is no authentication yet: with `network`, whoever reaches the port can read and"
                    + " write everything.",
            ValueSyntax.choice(Exposure.class));
    static final Setting<Integer> IO_THREADS = new Setting<>(
            "remote.io-threads", "1", "1 to 64", "Threads that serve connections.", ValueSyntax.integer(1, 64));
    static final Setting<Duration> HEARTBEAT = new Setting<>(
            "remote.heartbeat",
            "5s",
            "100ms to 1m",
            "Each side of a connection sends something at least this often, and is given up after two such times of silence.",
            ValueSyntax.duration(Duration.ofMillis(100), Duration.ofMinutes(1)));
    static final Setting<Duration> HANDSHAKE_TIMEOUT = new Setting<>(
            "remote.handshake-timeout",
            "10s",
            "100ms to 10s",
            "How long a connection may take to finish the handshake.",
            ValueSyntax.duration(Duration.ofMillis(100), Duration.ofSeconds(10)));
    static final Setting<Long> MAX_FRAME = new Setting<>(
            "remote.max-frame",
            "16 MiB",
            "64 KiB to 256 MiB",
            "The largest frame that is taken; a client is to allow as much (`maxFrameBytes` in its URL).",
            ValueSyntax.bytes(64 << 10, 256 << 20));
    static final Setting<Long> MAX_OUTSTANDING = new Setting<>(
            "remote.max-outstanding",
            "8 MiB",
            "64 KiB to 1 GiB",
            "Requests of one connection that may be in progress before it is read no further.",
            ValueSyntax.bytes(64 << 10, 1 << 30));
    static final Setting<Integer> MAX_CONNECTIONS = new Setting<>(
            "remote.max-connections",
            "10000",
            "1 to 100000",
            "Connections at a time.",
            ValueSyntax.integer(1, 100_000));
    static final Setting<Integer> MAX_UNPROVEN = new Setting<>(
            "remote.max-unproven",
            "1024",
            "1 to 10000",
            "Connections at a time that have not finished the handshake.",
            ValueSyntax.integer(1, 10_000));
    static final Setting<Integer> MAX_UNPROVEN_PER_ADDRESS = new Setting<>(
            "remote.max-unproven-per-address",
            "64",
            "1 to 10000",
            "The same from one address.",
            ValueSyntax.integer(1, 10_000));

    static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            EXPOSURE,
            IO_THREADS,
            HEARTBEAT,
            HANDSHAKE_TIMEOUT,
            MAX_FRAME,
            MAX_OUTSTANDING,
            MAX_CONNECTIONS,
            MAX_UNPROVEN,
            MAX_UNPROVEN_PER_ADDRESS);

    private EndpointSettings() {}

    static RemoteServerConfig read(SettingValues values) {
        return new RemoteServerConfig(
                values.get(HOST),
                values.get(PORT),
                values.get(IO_THREADS),
                values.get(HEARTBEAT),
                values.get(HANDSHAKE_TIMEOUT),
                Math.toIntExact(values.get(MAX_FRAME)),
                Math.toIntExact(values.get(MAX_OUTSTANDING)),
                values.get(MAX_CONNECTIONS),
                values.get(MAX_UNPROVEN),
                values.get(MAX_UNPROVEN_PER_ADDRESS));
    }
}
