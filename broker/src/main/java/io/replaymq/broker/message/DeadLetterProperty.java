package io.replaymq.broker.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What was added to a message when it became a dead letter, as properties of it. The headers' names are no identifiers, so that they never
 * meet an application's own properties; these are. Layout: {@code docs/format/dead-letter.md}.
 */
@SuppressWarnings("ImmutableEnumChecker") // its buffers are compared with, and never handed out
enum DeadLetterProperty {
    TOPIC("dead-letter.topic", "JMS_ReplayMQ_DeadLetterTopic", Type.TEXT),
    PARTITION("dead-letter.partition", "JMS_ReplayMQ_DeadLetterPartition", Type.NUMBER),
    OFFSET("dead-letter.offset", "JMS_ReplayMQ_DeadLetterOffset", Type.NUMBER),
    GROUP("dead-letter.group", "JMS_ReplayMQ_DeadLetterGroup", Type.TEXT),
    REASON("dead-letter.reason", "JMS_ReplayMQ_DeadLetterReason", Type.TEXT),
    DELIVERIES("dead-letter.deliveries", "JMS_ReplayMQ_DeadLetterDeliveries", Type.NUMBER),
    TIME("dead-letter.time", "JMS_ReplayMQ_DeadLetterTime", Type.NUMBER);

    private static final ByteBuffer PREFIX = ByteBuffer.wrap("dead-letter.".getBytes(UTF_8));
    private static final int MAX_DIGITS = 20;

    private final String header;
    private final String propertyName;
    private final Type type;

    DeadLetterProperty(String header, String propertyName, Type type) {
        this.header = header;
        this.propertyName = propertyName;
        this.type = type;
    }

    /** The one whose header a walk is at. */
    static Optional<DeadLetterProperty> of(HeaderWalk walk) {
        if (!walk.keyBeginsWith(PREFIX)) {
            return Optional.empty();
        }
        for (DeadLetterProperty each : values()) {
            if (walk.keyIs(each.header)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    String propertyName() {
        return propertyName;
    }

    boolean nameIs(ByteBuffer name) {
        return HeaderWalk.isAscii(propertyName, name, name.position(), name.remaining());
    }

    Object value(ByteBuffer bytes) throws MalformedMessageException {
        int length = bytes.remaining();
        String text = Texts.fromUtf8(bytes);
        try {
            return type == Type.TEXT ? text : (Object) Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedMessageException(
                    propertyName + " of " + length + " bytes, expected a number of up to " + MAX_DIGITS + " digits", e);
        }
    }

    private enum Type {
        TEXT,
        NUMBER
    }
}
