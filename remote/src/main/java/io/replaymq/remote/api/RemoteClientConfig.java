package io.replaymq.remote.api;

import java.time.Duration;
import java.util.List;

/**
 * How a client reaches a broker, and how long it puts up with not reaching it.
 *
 * @param addresses where to connect, tried in turn; at least one
 * @param connectTimeout how long one attempt may take, handshake included, 10 ms to 5 min; default 5 s
 * @param giveUpAfter how long an interrupted link tries to come back, all addresses and its consumers' return included, before it is
 *     lost, 0 to 1 day; default 60 s
 * @param retryMin pause before the second attempt to come back, doubled for each further one and shortened by up to half at
 *     random, 1 ms to 1 min; the first attempt is made at once; default 50 ms
 * @param retryMax longest such pause, {@code retryMin} to 10 min; default 2 s
 * @param maxFrameBytes largest frame that is sent or taken, 2 MiB to 256 MiB, at least the server's; default 16 MiB
 * @param maxOutstandingBytes how many bytes of sends may wait for their answer on a link, 64 KiB to 1 GiB; a send beyond fails
 *     with {@link io.replaymq.log.api.BackpressureException}; default 32 MiB
 * @param maxTransactionBytes how many bytes of messages a transaction may send, all of which are kept until it has ended, 64 KiB to
 *     1 GiB; a larger one cannot be committed; default 32 MiB, as the server's
 */
public record RemoteClientConfig(
        List<HostPort> addresses,
        Duration connectTimeout,
        Duration giveUpAfter,
        Duration retryMin,
        Duration retryMax,
        int maxFrameBytes,
        int maxOutstandingBytes,
        int maxTransactionBytes) {
    /** The port a server listens at unless told otherwise. */
    public static final int DEFAULT_PORT = 7717;

    /** The frame size both ends allow unless told otherwise. */
    public static final int DEFAULT_MAX_FRAME_BYTES = 16 << 20;

    /** Checks every range. */
    public RemoteClientConfig {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no address, expected at least one");
        }
        Ranges.check("connectTimeout", connectTimeout, Duration.ofMillis(10), Duration.ofMinutes(5));
        Ranges.check("giveUpAfter", giveUpAfter, Duration.ZERO, Duration.ofDays(1));
        Ranges.check("retryMin", retryMin, Duration.ofMillis(1), Duration.ofMinutes(1));
        Ranges.check("retryMax", retryMax, retryMin, Duration.ofMinutes(10));
        Ranges.check("maxFrameBytes", maxFrameBytes, 2 << 20, 256 << 20);
        Ranges.check("maxOutstandingBytes", maxOutstandingBytes, 64 << 10, 1 << 30);
        Ranges.check("maxTransactionBytes", maxTransactionBytes, 64 << 10, 1 << 30);
    }

    /** The defaults, for these addresses. */
    public static RemoteClientConfig to(HostPort... addresses) {
        return new RemoteClientConfig(
                List.of(addresses),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                DEFAULT_MAX_FRAME_BYTES,
                32 << 20,
                32 << 20);
    }

    /**
     * Reads {@code replaymq://host[:port][,host[:port]...][?option=value&...]}. The options are the components of this record,
     * durations in milliseconds.
     *
     * @throws IllegalArgumentException if it is no such URL, an option is unknown (it names the nearest one), or a value is illegal
     */
    public static RemoteClientConfig parse(String url) {
        return ClientUrl.parse(url);
    }

    /** The same with another give-up time. */
    public RemoteClientConfig withGiveUpAfter(Duration time) {
        return new RemoteClientConfig(
                addresses,
                connectTimeout,
                time,
                retryMin,
                retryMax,
                maxFrameBytes,
                maxOutstandingBytes,
                maxTransactionBytes);
    }
}
