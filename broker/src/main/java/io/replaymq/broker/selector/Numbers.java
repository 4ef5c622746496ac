package io.replaymq.broker.selector;

import org.jspecify.annotations.Nullable;

/**
 * Arithmetic and comparison of numbers by Java's numeric promotion: of two operands, if one is a {@code double} both are, else if
 * one is a {@code float}, else if one is a {@code long}; else both are {@code int}.
 */
final class Numbers {
    private Numbers() {}

    /** The sum, difference, product or quotient; null if an exact number is divided by zero, which Java refuses. */
    static @Nullable Number calculate(char operator, Number left, Number right) {
        if (left instanceof Double || right instanceof Double) {
            return ofDoubles(operator, left.doubleValue(), right.doubleValue());
        }
        if (left instanceof Float || right instanceof Float) {
            return ofFloats(operator, left.floatValue(), right.floatValue());
        }
        if (left instanceof Long || right instanceof Long) {
            return ofLongs(operator, left.longValue(), right.longValue());
        }
        return ofInts(operator, left.intValue(), right.intValue());
    }

    private static Number ofDoubles(char operator, double left, double right) {
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            default -> left / right;
        };
    }

    private static Number ofFloats(char operator, float left, float right) {
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            default -> left / right;
        };
    }

    private static @Nullable Number ofLongs(char operator, long left, long right) {
        if (operator == '/') {
            return right == 0 ? null : (Number) (left / right);
        }
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            default -> left * right;
        };
    }

    private static @Nullable Number ofInts(char operator, int left, int right) {
        if (operator == '/') {
            return right == 0 ? null : (Number) (left / right);
        }
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            default -> left * right;
        };
    }

    /** The number with its sign changed. */
    static Number negate(Number number) {
        if (number instanceof Double value) {
            return -value;
        }
        if (number instanceof Float value) {
            return -value;
        }
        return number instanceof Long value ? (Number) (-value) : (Number) (-number.intValue());
    }

    /** Whether a comparison holds. NaN is unequal to everything, and neither less nor greater. */
    static boolean compare(Comparator comparator, Number left, Number right) {
        if (left instanceof Double || right instanceof Double) {
            return holds(comparator, left.doubleValue(), right.doubleValue());
        }
        if (left instanceof Float || right instanceof Float) {
            return holds(comparator, left.floatValue(), right.floatValue());
        }
        int order = Long.compare(left.longValue(), right.longValue());
        return switch (comparator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    private static boolean holds(Comparator comparator, double left, double right) {
        return switch (comparator) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case AT_MOST -> left <= right;
            case GREATER -> left > right;
            case AT_LEAST -> left >= right;
        };
    }
}
