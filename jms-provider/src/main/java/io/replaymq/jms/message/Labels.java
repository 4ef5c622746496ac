package io.replaymq.jms.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.Destination;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that the application sets.
 *
 * @param correlation JMSCorrelationID, a {@code String} or a {@code byte[]}
 * @param replyTo JMSReplyTo
 * @param type JMSType
 */
public record Labels(
        @Nullable Object correlation,
        @Nullable Destination replyTo,
        @Nullable String type) {
    /** Nothing set. */
    public static final Labels NONE = new Labels(null, null, null);

    /** The correlation id as a string; bytes are read as UTF-8. */
    public @Nullable String correlationId() {
        return correlation instanceof byte[] bytes ? new String(bytes, UTF_8) : (String) correlation;
    }

    /** The correlation id as bytes; a string is UTF-8. */
    public byte @Nullable [] correlationBytes() {
        return correlation instanceof String text ? text.getBytes(UTF_8) : copy((byte[]) correlation);
    }

    /** With another correlation id, a {@code String} or a {@code byte[]}; bytes are copied. */
    public Labels withCorrelation(@Nullable Object id) {
        return new Labels(id instanceof byte[] bytes ? bytes.clone() : id, replyTo, type);
    }

    /** With another reply destination. */
    public Labels withReplyTo(@Nullable Destination to) {
        return new Labels(correlation, to, type);
    }

    /** With another type. */
    public Labels withType(@Nullable String name) {
        return new Labels(correlation, replyTo, name);
    }

    private static byte @Nullable [] copy(byte @Nullable [] bytes) {
        return bytes == null ? null : bytes.clone();
    }
}
