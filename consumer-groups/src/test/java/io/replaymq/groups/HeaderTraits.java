package io.replaymq.groups;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.api.MessageKnowledge;
import io.replaymq.groups.api.MessageTraits;
import io.replaymq.groups.api.TraitsReader;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages of tests that say what they are in headers, as text; a message group is the key. A filter is a word that the body holds. */
final class HeaderTraits implements TraitsReader {
    static final MessageKnowledge KNOWLEDGE = new MessageKnowledge(new HeaderTraits(), HeaderTraits::containing);

    private HeaderTraits() {}

    static MessageFilter containing(String word) {
        return MessageFilter.of(word, message -> text(message).contains(word));
    }

    static String text(StoredRecord message) {
        return String.valueOf(UTF_8.decode(message.content().value()));
    }

    static @Nullable String groupOf(StoredRecord message) {
        return KNOWLEDGE.traits().of(message).group();
    }

    /** A message with some of the headers {@code priority}, {@code deliver} and {@code expire}, each before its value. */
    static LogRecord message(@Nullable String group, String text, Object... namesAndValues) {
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1].toString();
            headers.add(new Header(namesAndValues[i].toString(), value.getBytes(UTF_8)));
        }
        byte[] key = group == null ? null : group.getBytes(UTF_8);
        return new LogRecord(1, key, text.getBytes(UTF_8), headers);
    }

    @Override
    public MessageTraits of(StoredRecord message) {
        return new MessageTraits(
                (int) number(message, "priority", MessageTraits.DEFAULT_PRIORITY),
                number(message, "deliver", 0),
                number(message, "expire", 0),
                message.content().key() == null
                        ? null
                        : UTF_8.decode(message.content().key()).toString());
    }

    private static long number(StoredRecord message, String name, long otherwise) {
        for (Header each : message.content().headers()) {
            if (each.key().equals(name)) {
                return Long.parseLong(new String(each.value(), UTF_8));
            }
        }
        return otherwise;
    }
}
