package io.replaymq.tck.message;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** The types of values in messages, a value of each, and what tables 3-2 and 3-7 convert it to. */
enum ValueType {
    BOOLEAN,
    BYTE,
    SHORT,
    CHAR,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    STRING,
    BYTES;

    /** The types of properties. */
    static Set<ValueType> ofProperties() {
        return EnumSet.complementOf(EnumSet.of(CHAR, BYTES));
    }

    /** A value of this type that may be read as the other. */
    Object sampleToReadAs(ValueType other) {
        return switch (this) {
            case BOOLEAN -> true;
            case BYTE -> (byte) 11;
            case SHORT -> (short) 12;
            case CHAR -> 'c';
            case INT -> 13;
            case LONG -> 14L;
            case FLOAT -> 1.5f;
            case DOUBLE -> 2.5;
            case STRING -> other == BOOLEAN ? "true" : "15";
            case BYTES -> "bytes".getBytes(StandardCharsets.US_ASCII);
        };
    }

    /** What the tables mark. */
    boolean convertsTo(ValueType other) {
        if (this == other) {
            return true;
        }
        return switch (this) {
            case BOOLEAN, CHAR, LONG, DOUBLE -> other == STRING;
            case BYTE -> Set.of(SHORT, INT, LONG, STRING).contains(other);
            case SHORT -> Set.of(INT, LONG, STRING).contains(other);
            case INT -> Set.of(LONG, STRING).contains(other);
            case FLOAT -> Set.of(DOUBLE, STRING).contains(other);
            case STRING -> other != CHAR && other != BYTES;
            case BYTES -> false;
        };
    }

    /** A value, as this type. */
    Object convert(Object value) {
        String text = String.valueOf(value);
        return switch (this) {
            case BOOLEAN -> Boolean.valueOf(text);
            case BYTE -> Byte.valueOf(text);
            case SHORT -> Short.valueOf(text);
            case INT -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case STRING -> text;
            case CHAR, BYTES -> value;
        };
    }
}
