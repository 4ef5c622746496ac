package io.replaymq.broker.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.groups.api.MessageTraits;
import io.replaymq.log.record.StoredRecord;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What groups have to know of messages, read from the header {@code jms}. A record without one, or with one that cannot be read, is a
 * message like every other: it comes at once, never expires and belongs to no group.
 */
public final class RecordTraits implements MessageTraits {
    /** There is one for all. */
    public static final RecordTraits INSTANCE = new RecordTraits();

    private RecordTraits() {}

    @Override
    public int priority(StoredRecord message) {
        MessageFields fields = fields(message);
        return fields == null ? DEFAULT_PRIORITY : fields.priority();
    }

    @Override
    public long deliveryTimeMs(StoredRecord message) {
        MessageFields fields = fields(message);
        try {
            return fields == null ? 0 : fields.number(MessageLayout.DELIVERY_TIME, 0);
        } catch (MalformedMessageException e) {
            return 0;
        }
    }

    @Override
    public long expirationMs(StoredRecord message) {
        MessageFields fields = fields(message);
        return fields == null ? 0 : fields.expirationMs();
    }

    /** The key of a message is its group. */
    @Override
    public @Nullable String group(StoredRecord message) {
        ByteBuffer key = message.content().key();
        return key == null || fields(message) == null ? null : UTF_8.decode(key).toString();
    }

    private static @Nullable MessageFields fields(StoredRecord message) {
        try {
            return MessageFields.in(message.content()).orElse(null);
        } catch (MalformedMessageException e) {
            return null;
        }
    }
}
