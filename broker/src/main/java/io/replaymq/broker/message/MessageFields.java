package io.replaymq.broker.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.log.record.RecordContent;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code jms} of a record, read. Nothing in it is trusted: it was checked to be well-formed when this was made, except that
 * strings are decoded when they are asked for.
 */
public final class MessageFields {
    private static final ByteBuffer NAME = ByteBuffer.wrap(new byte[] {'j', 'm', 's'});

    private final ByteBuffer bytes;

    private MessageFields(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * Checks a header {@code jms}.
     *
     * @param header its value; not copied
     * @throws MalformedMessageException if it is not as the layout has it
     */
    public static MessageFields of(byte @Nullable [] header) throws MalformedMessageException {
        return of(header == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(header));
    }

    /**
     * The header {@code jms} of a record: of several, the first.
     *
     * @return empty if it has none, because another kind of client wrote it
     * @throws MalformedMessageException if there is one that is not as the layout has it
     */
    public static Optional<MessageFields> in(RecordContent content) throws MalformedMessageException {
        HeaderWalk walk = new HeaderWalk(content);
        while (walk.next()) {
            if (walk.keyIs(NAME)) {
                return Optional.of(of(walk.valueOr(ByteBuffer.allocate(0))));
            }
        }
        return Optional.empty();
    }

    static MessageFields of(ByteBuffer header) throws MalformedMessageException {
        int length = header.remaining();
        if (length < MessageLayout.FIELDS_AT) {
            throw new MalformedMessageException(
                    "header jms of " + length + " bytes, expected " + MessageLayout.FIELDS_AT + " or more");
        }
        ByteBuffer bytes = header.slice();
        requireRange(bytes.get(MessageLayout.VERSION_AT), MessageLayout.VERSION, MessageLayout.VERSION, "version");
        requireRange(bytes.get(MessageLayout.PRIORITY_AT), 0, MessageLayout.MAX_PRIORITY, "priority");
        requireRange(bytes.get(MessageLayout.FLAGS_AT), 0, MessageLayout.KNOWN_FLAGS, "flags");
        requireFields(bytes);
        return new MessageFields(bytes);
    }

    private static void requireFields(ByteBuffer bytes) throws MalformedMessageException {
        int at = MessageLayout.FIELDS_AT;
        int previous = 0;
        while (at < bytes.limit()) {
            requireRange(bytes.limit() - at, MessageLayout.FIELD_PREFIX, Integer.MAX_VALUE, "bytes left for a field");
            int tag = bytes.get(at);
            int length = Short.toUnsignedInt(bytes.getShort(at + 1));
            at += MessageLayout.FIELD_PREFIX;
            requireRange(tag, previous + 1, MessageLayout.LAST_FIELD, "field tag");
            requireRange(length, 1, bytes.limit() - at, "field length");
            at += length;
            previous = tag;
        }
    }

    private static void requireRange(int found, int from, int to, String what) throws MalformedMessageException {
        if (found < from || found > to) {
            throw new MalformedMessageException(
                    "header jms with " + what + " " + found + ", expected " + from + " to " + to);
        }
    }

    /** The number of the kind of body; any number. */
    public int kind() {
        return bytes.get(MessageLayout.KIND_AT);
    }

    /** JMSPriority, 0 to 9. */
    public int priority() {
        return bytes.get(MessageLayout.PRIORITY_AT);
    }

    /** Whether JMSDeliveryMode is PERSISTENT. */
    public boolean isPersistent() {
        return (bytes.get(MessageLayout.FLAGS_AT) & MessageLayout.PERSISTENT) != 0;
    }

    /** Whether the record's timestamp is JMSTimestamp; the sender turned it off if not. */
    public boolean isTimestamped() {
        return (bytes.get(MessageLayout.FLAGS_AT) & MessageLayout.NO_TIMESTAMP) == 0;
    }

    /** JMSExpiration, in milliseconds since the epoch; 0 for never. */
    public long expirationMs() {
        return bytes.getLong(MessageLayout.EXPIRATION_AT);
    }

    /**
     * A field's value.
     *
     * @param tag one of {@link MessageLayout}
     * @return null if it is not there
     * @throws MalformedMessageException if it is no typed value
     */
    public @Nullable Object field(int tag) throws MalformedMessageException {
        int at = MessageLayout.FIELDS_AT;
        while (at < bytes.limit()) {
            int length = Short.toUnsignedInt(bytes.getShort(at + 1));
            if (bytes.get(at) == tag) {
                return TypedValue.decode(bytes.slice(at + MessageLayout.FIELD_PREFIX, length));
            }
            at += MessageLayout.FIELD_PREFIX + length;
        }
        return null;
    }

    /**
     * The value of a field that is a string.
     *
     * @return null if it is not there
     * @throws MalformedMessageException if it is no string
     */
    public @Nullable String text(int tag) throws MalformedMessageException {
        Object value = field(tag);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new MalformedMessageException("header jms with field " + tag + ", which is no string");
    }

    /**
     * JMSCorrelationID as a string; bytes are read as UTF-8, malformed ones replaced.
     *
     * @return null if it is not there
     * @throws MalformedMessageException if it is neither
     */
    public @Nullable String correlationText() throws MalformedMessageException {
        Object value = field(MessageLayout.CORRELATION_ID);
        return value instanceof byte[] id ? new String(id, UTF_8) : text(MessageLayout.CORRELATION_ID);
    }

    /**
     * The value of a field that is a long.
     *
     * @return the other value if it is not there
     * @throws MalformedMessageException if it is no long
     */
    public long number(int tag, long otherwise) throws MalformedMessageException {
        Object value = field(tag);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number) {
            return number;
        }
        throw new MalformedMessageException("header jms with field " + tag + ", which is no long");
    }
}
