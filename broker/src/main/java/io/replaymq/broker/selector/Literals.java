package io.replaymq.broker.selector;

import io.replaymq.broker.api.InvalidSelectorException;
import java.math.BigInteger;
import java.util.Locale;
import org.antlr.v4.runtime.Token;

/**
 * Values of literals. Numbers are as Java writes them, in the range of a {@code long}: an exact one is an {@code int} if it fits and
 * has no suffix. Unlike in Java, hexadecimal, octal and binary ones are never negative.
 */
final class Literals {
    private static final BigInteger INT_END = BigInteger.ONE.shiftLeft(Integer.SIZE - 1);
    private static final BigInteger LONG_END = BigInteger.ONE.shiftLeft(Long.SIZE - 1);

    private Literals() {}

    /** The value of a string literal. */
    static String text(Token token) {
        String quoted = token.getText();
        return quoted.substring(1, quoted.length() - 1).replace("''", "'");
    }

    /**
     * The value of an exact numeric literal, an {@code Integer} or a {@code Long}.
     *
     * @param sign 1 or -1: the sign before it belongs to it, or the smallest number could not be written
     */
    static Number exact(Token token, int sign) {
        String digits = token.getText().replace("_", "").toLowerCase(Locale.ROOT);
        boolean isLong = digits.endsWith("l");
        BigInteger value = magnitude(token, isLong ? digits.substring(0, digits.length() - 1) : digits)
                .multiply(BigInteger.valueOf(sign));
        if (!fits(value, LONG_END)) {
            throw Parsing.refused(token, "number " + Parsing.shown(token) + ", expected the range of a long");
        }
        if (isLong || !fits(value, INT_END)) {
            return value.longValue();
        }
        return value.intValue();
    }

    private static boolean fits(BigInteger value, BigInteger end) {
        return value.compareTo(end.negate()) >= 0 && value.compareTo(end) < 0;
    }

    private static BigInteger magnitude(Token token, String digits) {
        if (digits.startsWith("0x")) {
            return new BigInteger(digits.substring(2), 16);
        }
        if (digits.startsWith("0b")) {
            return new BigInteger(digits.substring(2), 2);
        }
        if (digits.length() == 1 || digits.charAt(0) != '0') {
            return new BigInteger(digits);
        }
        if (digits.indexOf('8') >= 0 || digits.indexOf('9') >= 0) {
            throw Parsing.refused(token, "number " + Parsing.shown(token) + ", expected octal digits behind 0");
        }
        return new BigInteger(digits, 8);
    }

    /** The value of an approximate numeric literal, a {@code Double} or, with the suffix, a {@code Float}. */
    static Number approximate(Token token) {
        String digits = token.getText().replace("_", "").toLowerCase(Locale.ROOT);
        boolean isFloat = digits.endsWith("f") && !(digits.startsWith("0x") && digits.indexOf('p') < 0);
        try {
            double value = isFloat ? Float.parseFloat(digits) : Double.parseDouble(digits);
            if (Double.isInfinite(value)) {
                throw Parsing.refused(
                        token,
                        "number " + Parsing.shown(token) + ", expected the range of a "
                                + (isFloat ? "float" : "double"));
            }
            return isFloat ? (Number) (float) value : (Number) value;
        } catch (NumberFormatException e) {
            InvalidSelectorException refused =
                    Parsing.refused(token, "number " + Parsing.shown(token) + ", expected one as Java has it");
            refused.initCause(e);
            throw refused;
        }
    }
}
