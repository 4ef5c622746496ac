package io.replaymq.jms.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.MessageFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The conversion table of Jakarta Messaging, cell by cell: rows are the types written, columns the types read. */
class ValueConversionTest {
    private interface Reading {
        Object read(Object value) throws MessageFormatException;
    }

    private static final Map<String, Reading> COLUMNS = columns();
    private static final List<Object> ROWS =
            List.of(true, (byte) 1, (short) 2, 'c', 3, 4L, 1.5f, 2.5d, "5", new byte[] {6});

    /** One line for each row, one mark for each column in the order of {@link #columns()}. */
    private static final List<String> LEGAL = List.of(
            "X.......X.", // boolean
            ".XX.XX..X.", // byte
            "..X.XX..X.", // short
            "...X....X.", // char
            "....XX..X.", // int
            ".....X..X.", // long
            "......XXX.", // float
            ".......XX.", // double
            "XXX.XXXXX.", // String
            ".........X"); // byte[]

    private static Map<String, Reading> columns() {
        Map<String, Reading> columns = new LinkedHashMap<>();
        columns.put("boolean", ValueConversion::toBoolean);
        columns.put("byte", ValueConversion::toByte);
        columns.put("short", ValueConversion::toShort);
        columns.put("char", ValueConversion::toChar);
        columns.put("int", ValueConversion::toInt);
        columns.put("long", ValueConversion::toLong);
        columns.put("float", ValueConversion::toFloat);
        columns.put("double", ValueConversion::toDouble);
        columns.put("String", ValueConversion::toText);
        columns.put("byte[]", ValueConversion::toBytes);
        return columns;
    }

    @TestFactory
    Stream<DynamicTest> convertsWhatTheTableMarksAndRefusesTheRest() {
        List<String> names = List.copyOf(COLUMNS.keySet());
        return Stream.iterate(0, i -> i < ROWS.size(), i -> i + 1)
                .flatMap(row -> Stream.iterate(0, i -> i < names.size(), i -> i + 1)
                        .map(column -> cell(
                                ROWS.get(row), names.get(column), LEGAL.get(row).charAt(column) == 'X')));
    }

    private static DynamicTest cell(Object written, String type, boolean legal) {
        Reading reading = COLUMNS.get(type);
        String name = written.getClass().getSimpleName() + (legal ? " is read as " : " is not read as ") + type;
        return DynamicTest.dynamicTest(name, () -> {
            if (legal) {
                assertThat(text(reading.read(written))).isEqualTo(expected(written, type));
            } else {
                assertThatThrownBy(() -> reading.read(written)).isInstanceOf(MessageFormatException.class);
            }
        });
    }

    private static String expected(Object written, String type) {
        return switch (type) {
            case "boolean" -> String.valueOf(Boolean.parseBoolean(text(written)));
            case "float" -> String.valueOf(Float.parseFloat(text(written)));
            case "double" -> String.valueOf(Double.parseDouble(text(written)));
            default -> text(written);
        };
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? "bytes " + bytes.length + bytes[0] : String.valueOf(value);
    }

    @Test
    void readsWhatIsNotThereAsValueOfNull() throws MessageFormatException {
        assertThat(ValueConversion.toBoolean(null)).isFalse();
        assertThat(ValueConversion.toText(null)).isNull();
        assertThat(ValueConversion.toBytes(null)).isNull();
        for (String number : List.of("byte", "short", "int", "long")) {
            assertThatThrownBy(() -> COLUMNS.get(number).read(null)).isInstanceOf(NumberFormatException.class);
        }
        for (String other : List.of("char", "float", "double")) {
            assertThatThrownBy(() -> COLUMNS.get(other).read(null)).isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    void refusesAStringThatIsNoNumber() {
        assertThatThrownBy(() -> ValueConversion.toInt("five")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> ValueConversion.toDouble("five")).isInstanceOf(NumberFormatException.class);
    }
}
