package io.replaymq.broker.selector;

import io.replaymq.broker.api.InvalidSelectorException;
import io.replaymq.log.record.StoredRecord;
import java.nio.charset.StandardCharsets;

/**
 * A compiled message selector. Says of a record whether it is wanted, by its header fields and properties, without making a message.
 *
 * <p>Immutable; any thread.
 */
public final class Selector {
    /** The longest selector, in bytes of UTF-8. */
    public static final int MAX_BYTES = 16 << 10;

    /** The deepest nesting of parentheses. */
    public static final int MAX_NESTING = 32;

    /** The most identifiers that a selector names. */
    public static final int MAX_IDENTIFIERS = 256;

    private final String text;
    private final Expression condition;
    private final Identifiers identifiers;

    private Selector(String text, Expression condition, Identifiers identifiers) {
        this.text = text;
        this.condition = condition;
        this.identifiers = identifiers;
    }

    /**
     * Compiles a selector.
     *
     * @throws InvalidSelectorException if it is none, or is beyond a limit
     */
    public static Selector compile(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new InvalidSelectorException("selector of " + bytes + " bytes, expected at most " + MAX_BYTES);
        }
        Identifiers identifiers = new Identifiers();
        return new Selector(text, new Compilation(identifiers).compile(Parsing.parse(text)), identifiers);
    }

    /** The text it was compiled from. */
    public String text() {
        return text;
    }

    /** Whether a record is wanted: the condition is true, neither false nor unknown. Never throws. */
    public boolean matches(StoredRecord message) {
        return matches(new RecordValues(message, identifiers));
    }

    /** The same for values that are not a record's. */
    boolean matches(Values values) {
        return condition.value(values) instanceof Boolean is && is;
    }

    /** The names in it, each with the number by which {@link Values} are asked for it. */
    Identifiers identifiers() {
        return identifiers;
    }

    @Override
    public String toString() {
        return text;
    }
}
