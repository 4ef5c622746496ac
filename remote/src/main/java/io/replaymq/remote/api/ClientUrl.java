package io.replaymq.remote.api;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads a connection URL. What it does not know it refuses: a misspelt option must not be a default in disguise. */
final class ClientUrl {
    private static final String SCHEME = "replaymq://";
    private static final List<String> OPTIONS = List.of(
            "connectTimeout",
            "giveUpAfter",
            "retryMin",
            "retryMax",
            "maxFrameBytes",
            "maxOutstandingBytes",
            "maxTransactionBytes");

    private final Map<String, Integer> options;

    private ClientUrl(Map<String, Integer> options) {
        this.options = options;
    }

    static RemoteClientConfig parse(String url) {
        if (!url.startsWith(SCHEME)) {
            throw new IllegalArgumentException("URL '" + url + "', expected " + SCHEME + "host:port");
        }
        int question = url.indexOf('?');
        String authority = url.substring(SCHEME.length(), question < 0 ? url.length() : question);
        HostPort[] addresses = Stream.of(authority.split(",", -1))
                .map(each -> HostPort.parse(each, RemoteClientConfig.DEFAULT_PORT))
                .toArray(HostPort[]::new);
        return new ClientUrl(question < 0 ? Map.of() : options(url.substring(question + 1)))
                .over(RemoteClientConfig.to(addresses));
    }

    private RemoteClientConfig over(RemoteClientConfig defaults) {
        return new RemoteClientConfig(
                defaults.addresses(),
                duration("connectTimeout", defaults.connectTimeout()),
                duration("giveUpAfter", defaults.giveUpAfter()),
                duration("retryMin", defaults.retryMin()),
                duration("retryMax", defaults.retryMax()),
                options.getOrDefault("maxFrameBytes", defaults.maxFrameBytes()),
                options.getOrDefault("maxOutstandingBytes", defaults.maxOutstandingBytes()),
                options.getOrDefault("maxTransactionBytes", defaults.maxTransactionBytes()));
    }

    private Duration duration(String name, Duration otherwise) {
        Integer ms = options.get(name);
        return ms == null ? otherwise : Duration.ofMillis(ms);
    }

    private static Map<String, Integer> options(String query) {
        Map<String, Integer> options = new HashMap<>();
        for (String each : query.split("&", -1)) {
            int equals = each.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("URL option '" + each + "', expected name=value");
            }
            String name = each.substring(0, equals);
            if (options.put(known(name), number(name, each.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("URL option '" + name + "' is given twice");
            }
        }
        return options;
    }

    private static String known(String name) {
        if (!OPTIONS.contains(name)) {
            throw new IllegalArgumentException(
                    "unknown URL option '" + name + "', " + NearestName.advice(name, OPTIONS));
        }
        return name;
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("URL option " + name + "='" + value + "', expected a whole number", e);
        }
    }
}
