package io.replaymq.broker.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.groups.api.MessageTraits;
import io.replaymq.groups.api.TraitsReader;
import io.replaymq.log.record.StoredRecord;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What groups have to know of messages, read from the header {@code jms}. A record without one, or with one that cannot be read, is a
 * message like every other: it comes at once, never expires and belongs to no group.
 */
public final class RecordTraits implements TraitsReader {
    /** There is one for all. */
    public static final RecordTraits INSTANCE = new RecordTraits();

    private RecordTraits() {}

    @Override
    public MessageTraits of(StoredRecord message) {
        try {
            Optional<MessageFields> header = MessageFields.in(message.content());
            return header.isEmpty()
                    ? MessageTraits.NONE
                    : of(header.get(), message.content().key());
        } catch (MalformedMessageException e) {
            return MessageTraits.NONE;
        }
    }

    /** The key of a message is its group. */
    private static MessageTraits of(MessageFields fields, @Nullable ByteBuffer key) {
        String group = key == null ? null : UTF_8.decode(key).toString();
        return new MessageTraits(fields.priority(), deliveryTimeMs(fields), fields.expirationMs(), group);
    }

    private static long deliveryTimeMs(MessageFields fields) {
        try {
            return fields.number(MessageLayout.DELIVERY_TIME, 0);
        } catch (MalformedMessageException e) {
            return 0;
        }
    }
}
