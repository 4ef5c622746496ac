package io.replaymq.jms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.jms.api.ClientOptions;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection URL, split between those who read it.
 *
 * @param broker the URL without the options that begin with {@code jms.}
 * @param options those options
 */
record ConnectionUrl(String broker, ClientOptions options) {
    private static final String PREFIX = "jms.";

    /** Splits. @throws IllegalArgumentException if an option of ours is not legal */
    static ConnectionUrl parse(String url) {
        int question = url.indexOf('?');
        if (question < 0) {
            return new ConnectionUrl(url, ClientOptions.DEFAULTS);
        }
        Map<String, String> ours = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (String each : url.substring(question + 1).split("&", -1)) {
            if (each.startsWith(PREFIX)) {
                put(ours, each);
            } else {
                others.add(each);
            }
        }
        String base = url.substring(0, question);
        return new ConnectionUrl(
                others.isEmpty() ? base : base + "?" + String.join("&", others), ClientOptions.of(ours));
    }

    private static void put(Map<String, String> options, String option) {
        int equals = option.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("URL option '" + option + "', expected name=value");
        }
        String name = option.substring(0, equals);
        if (options.put(name, URLDecoder.decode(option.substring(equals + 1), UTF_8)) != null) {
            throw new IllegalArgumentException("URL option '" + name + "' is given twice");
        }
    }
}
