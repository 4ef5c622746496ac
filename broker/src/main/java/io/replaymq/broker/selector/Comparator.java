package io.replaymq.broker.selector;

import org.jspecify.annotations.Nullable;

/** How two values are compared. */
enum Comparator {
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String symbol;

    Comparator(String symbol) {
        this.symbol = symbol;
    }

    /** The one that is written so. */
    static Comparator of(String symbol) {
        for (Comparator each : values()) {
            if (each.symbol.equals(symbol)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no comparator " + symbol);
    }

    /** Whether it asks for an order, which only numbers have. */
    boolean ordering() {
        return this != EQUAL && this != NOT_EQUAL;
    }

    /**
     * Compares. Jakarta Messaging 3.1, section 3.8.1.1: values of types that do not compare make it false, whichever comparator it is.
     *
     * @return null, unknown, if either is NULL
     */
    @Nullable
    Boolean compare(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        if (left instanceof Number one && right instanceof Number other) {
            return Numbers.compare(this, one, other);
        }
        if (ordering() || left.getClass() != right.getClass()) {
            return false;
        }
        return left.equals(right) == (this == EQUAL);
    }

    @Override
    public String toString() {
        return symbol;
    }
}
