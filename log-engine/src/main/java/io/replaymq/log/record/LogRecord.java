package io.replaymq.log.record;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record to be appended: what a Java application hands to the log. Arrays are not copied; nobody changes them afterwards.
 *
 * @param timestampMs when it was created, in milliseconds since the epoch
 * @param key what it is about; may be null
 * @param value what it says; may be null
 * @param headers named values beside it, in order
 */
public record LogRecord(long timestampMs, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
    /** Copies the list of headers. */
    public LogRecord {
        headers = List.copyOf(headers);
    }

    /** A record without headers whose key and value are UTF-8 text. */
    public static LogRecord ofText(long timestampMs, @Nullable String key, String value) {
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return new LogRecord(timestampMs, keyBytes, value.getBytes(StandardCharsets.UTF_8), List.of());
    }
}
