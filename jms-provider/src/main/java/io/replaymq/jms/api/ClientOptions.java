package io.replaymq.jms.api;

import io.replaymq.remote.api.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a connection factory's connections behave: the options of its URL that begin with {@code jms.}.
 *
 * @param clientId {@code jms.clientId}: the client identifier of every connection; null for none. Then only one of them can be open
 * @param prefetch {@code jms.prefetch}: how many messages a consumer may hold that were not received yet, 1 to 100,000. More
 *     is faster, less shares a queue more evenly between its consumers
 * @param sendWindow {@code jms.sendWindow}: how many bytes of messages whose sender does not wait for the answer (non-persistent
 *     and asynchronous sending) a connection may have on their way, 64 KiB to 1 GiB; a send beyond waits
 * @param allowed {@code jms.deserialization.allow}: which classes object messages may contain; none by default
 * @param delivery {@code jms.delivery}: what is wanted of messages outside of transactions
 */
public record ClientOptions(
        @Nullable String clientId, int prefetch, int sendWindow, AllowedClasses allowed, DeliveryGuarantee delivery) {
    /** What holds if the URL says nothing. */
    public static final ClientOptions DEFAULTS =
            new ClientOptions(null, 200, 8 << 20, AllowedClasses.NONE, DeliveryGuarantee.AT_LEAST_ONCE);

    private static final String CLIENT_ID = "jms.clientId";
    private static final String PREFETCH = "jms.prefetch";
    private static final String SEND_WINDOW = "jms.sendWindow";
    private static final String ALLOW = "jms.deserialization.allow";
    private static final String DELIVERY = "jms.delivery";
    private static final List<String> NAMES = List.of(CLIENT_ID, PREFETCH, SEND_WINDOW, ALLOW, DELIVERY);
    private static final int MAX_PREFETCH = 100_000;
    private static final int MIN_SEND_WINDOW = 64 << 10;
    private static final int MAX_SEND_WINDOW = 1 << 30;

    /** Checks the ranges. */
    public ClientOptions {
        requireRange(PREFETCH, prefetch, 1, MAX_PREFETCH);
        requireRange(SEND_WINDOW, sendWindow, MIN_SEND_WINDOW, MAX_SEND_WINDOW);
    }

    /**
     * Reads options.
     *
     * @param options by their whole names
     * @throws IllegalArgumentException if a name is unknown or a value is out of its range
     */
    public static ClientOptions of(Map<String, String> options) {
        ClientOptions read = DEFAULTS;
        for (Map.Entry<String, String> each : options.entrySet()) {
            read = read.with(each.getKey(), each.getValue());
        }
        return read;
    }

    private ClientOptions with(String name, String value) {
        return switch (name) {
            case CLIENT_ID -> new ClientOptions(value, prefetch, sendWindow, allowed, delivery);
            case PREFETCH -> new ClientOptions(clientId, number(name, value), sendWindow, allowed, delivery);
            case SEND_WINDOW -> new ClientOptions(clientId, prefetch, number(name, value), allowed, delivery);
            case ALLOW -> new ClientOptions(clientId, prefetch, sendWindow, AllowedClasses.parse(value), delivery);
            case DELIVERY -> new ClientOptions(clientId, prefetch, sendWindow, allowed, guarantee(value));
            default ->
                throw new IllegalArgumentException(
                        "unknown URL option '" + name + "', " + NearestName.advice(name, NAMES));
        };
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + "=" + value + ", expected a number", e);
        }
    }

    private static DeliveryGuarantee guarantee(String value) {
        return Arrays.stream(DeliveryGuarantee.values())
                .filter(each -> each.toString().equals(value))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        DELIVERY + "=" + value + ", expected at-most-once, at-least-once or exactly-once"));
    }

    private static void requireRange(String name, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(name + "=" + value + ", expected " + from + " to " + to);
        }
    }
}
