package io.replaymq.broker.selector;

import org.jspecify.annotations.Nullable;

/** What identifiers stand for in one message. */
@FunctionalInterface
interface Values {
    /** The value of an identifier, by its number in {@link Identifiers}; null for NULL. */
    @Nullable
    Object of(int identifier);
}
