package io.replaymq.broker.selector;

import org.jspecify.annotations.Nullable;

/** A part of a selector, compiled. */
@FunctionalInterface
interface Expression {
    /**
     * Its value for a message.
     *
     * @return a {@code Boolean}, {@code String}, {@code Integer}, {@code Long}, {@code Float} or {@code Double}; null for NULL, which of a
     *     condition means unknown
     */
    @Nullable
    Object value(Values message);
}
