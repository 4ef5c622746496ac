package io.replaymq.broker.subscription;

import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.message.MalformedMessageException;
import io.replaymq.broker.message.MessageFields;
import io.replaymq.broker.message.MessageLayout;
import io.replaymq.broker.selector.Selector;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.log.record.StoredRecord;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a consumer or subscription wants: those that a selector matches, except a sender's own. Its text is kept in the log with
 * a subscription: the sender as 16 hexadecimal digits, or nothing; a line feed; the selector, or nothing.
 *
 * @param selector which messages; null for all
 * @param notFrom whose messages not; null for nobody's
 */
public record Interest(
        @Nullable Selector selector, @Nullable Long notFrom) {
    private static final char SEPARATOR = '\n';
    private static final int SENDER_DIGITS = 16;

    /**
     * What a consumer asks for.
     *
     * @throws io.replaymq.broker.api.InvalidSelectorException if its selector is none
     */
    public static Interest of(ConsumerOptions options) {
        return of(options.selector(), options.notFrom());
    }

    private static Interest of(@Nullable String selector, @Nullable Long notFrom) {
        return new Interest(selector == null ? null : Selector.compile(selector), notFrom);
    }

    /**
     * What a text means.
     *
     * @throws IllegalArgumentException if it is none of these texts
     * @throws io.replaymq.broker.api.InvalidSelectorException if its selector is none
     */
    public static MessageFilter compile(String text) {
        int end = text.indexOf(SEPARATOR);
        if (end != 0 && end != SENDER_DIGITS) {
            throw new IllegalArgumentException("filter of a subscription with a sender of " + end + " digits, expected "
                    + SENDER_DIGITS + " or none, and a line feed");
        }
        String selector = text.substring(end + 1);
        Long notFrom = end == 0 ? null : (Long) HexFormat.fromHexDigitsToLong(text, 0, end);
        return of(selector.isEmpty() ? null : selector, notFrom).filter();
    }

    /** The text for it; null if it wants everything. */
    public @Nullable String text() {
        if (selector == null && notFrom == null) {
            return null;
        }
        return (notFrom == null ? "" : HexFormat.of().toHexDigits(notFrom))
                + SEPARATOR
                + (selector == null ? "" : selector.text());
    }

    /** The filter for it. */
    public MessageFilter filter() {
        String text = text();
        return text == null ? MessageFilter.ALL : MessageFilter.of(text, this::wants);
    }

    private boolean wants(StoredRecord message) {
        return (notFrom == null || !isFrom(message, notFrom)) && (selector == null || selector.matches(message));
    }

    private static boolean isFrom(StoredRecord message, long sender) {
        try {
            Optional<MessageFields> fields = MessageFields.in(message.content());
            return fields.isPresent()
                    && Long.valueOf(sender).equals(fields.get().field(MessageLayout.SENDER));
        } catch (MalformedMessageException e) {
            return false;
        }
    }
}
