package io.replaymq.broker.selector;

import io.replaymq.broker.message.MalformedMessageException;
import io.replaymq.broker.message.MessageFields;
import io.replaymq.broker.message.PropertyWalk;
import io.replaymq.log.record.StoredRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the identifiers of a selector stand for in a record. The properties it names are found in one walk, the first time one is asked
 * for. What cannot be read is NULL.
 */
final class RecordValues implements Values {
    private final StoredRecord message;
    private final Identifiers identifiers;
    private @Nullable Object @Nullable [] properties;

    RecordValues(StoredRecord message, Identifiers identifiers) {
        this.message = message;
        this.identifiers = identifiers;
    }

    @Override
    public @Nullable Object of(int identifier) {
        HeaderField field = identifiers.field(identifier);
        if (field != null) {
            return headerField(field);
        }
        if (properties == null) {
            properties = readProperties();
        }
        return properties[identifier];
    }

    private @Nullable Object headerField(HeaderField field) {
        try {
            Optional<MessageFields> fields = MessageFields.in(message.content());
            if (fields.isPresent()) {
                return field.in(fields.get(), message.timestampMs());
            }
            return field.otherwise(message.timestampMs());
        } catch (MalformedMessageException e) {
            return field.otherwise(message.timestampMs());
        }
    }

    private @Nullable Object[] readProperties() {
        @Nullable Object[] values = new @Nullable Object[identifiers.size()];
        PropertyWalk walk = new PropertyWalk(message.content());
        while (walk.next()) {
            for (int i = 0; i < values.length; i++) {
                if (walk.nameIs(identifiers.encoded(i))) {
                    values[i] = valueOf(walk);
                    break;
                }
            }
        }
        return values;
    }

    private static @Nullable Object valueOf(PropertyWalk walk) {
        try {
            Object value = walk.value();
            if (value instanceof Byte || value instanceof Short) {
                return ((Number) value).intValue();
            }
            return value;
        } catch (MalformedMessageException e) {
            return null;
        }
    }
}
