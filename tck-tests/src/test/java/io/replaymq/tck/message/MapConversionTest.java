package io.replaymq.tck.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The items of a MapMessage: table 3-7, strings as numbers, and nulls. */
class MapConversionTest extends AssertionSuite {
    @ParameterizedTest
    @MethodSource("io.replaymq.tck.message.Cell#markedForBodies")
    @Assertion("3.11.3")
    void anItemSetAsTheRowCanBeReadAsTheMarkedColumn(Cell cell) throws JMSException {
        MapMessage message = session().createMapMessage();
        set(message, cell.row(), cell.written());

        assertThat(Cell.same(get(message, cell.column()), cell.expected())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.replaymq.tck.message.Cell#unmarkedForBodies")
    @Assertion("3.11.3")
    void anItemSetAsTheRowCannotBeReadAsAnUnmarkedColumn(Cell cell) throws JMSException {
        MapMessage message = session().createMapMessage();
        set(message, cell.row(), cell.written());

        assertThatThrownBy(() -> get(message, cell.column())).isInstanceOf(MessageFormatException.class);
    }

    @ParameterizedTest
    @EnumSource
    @Assertion("3.11.3")
    void anItemSetByItsTypeIsReadAsAnObjectOfThatType(ValueType type) throws JMSException {
        MapMessage message = session().createMapMessage();
        Object value = type.sampleToReadAs(type);
        set(message, type, value);

        assertThat(Cell.same(message.getObject("i"), value)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Assertion("3.11.3")
    void anItemSetAsAnObjectIsReadByItsType(ValueType type) throws JMSException {
        MapMessage message = session().createMapMessage();
        Object value = type.sampleToReadAs(type);
        message.setObject("i", value);

        assertThat(Cell.same(get(message, type), value)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTE", "SHORT", "INT", "LONG", "FLOAT", "DOUBLE"})
    @Assertion("3.11.3")
    void anItemThatIsNoNumberIsNotReadAsOne(ValueType type) throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setString("i", "no number");

        assertThatThrownBy(() -> get(message, type)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    @Assertion("3.11.3")
    void anItemIsReadAsBooleanAsTheLanguageDoes() throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setString("upper", "TRUE");
        message.setString("other", "1");

        assertThat(message.getBoolean("upper")).isTrue();
        assertThat(message.getBoolean("other")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTE", "SHORT", "INT", "LONG"})
    @Assertion("3.11.3")
    void anItemThatWasNotSetIsReadAsAnIntegerLikeNull(ValueType type) throws JMSException {
        MapMessage message = session().createMapMessage();

        assertThatThrownBy(() -> get(message, type)).isInstanceOf(NumberFormatException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE", "CHAR"})
    @Assertion("3.11.3")
    void anItemThatWasNotSetIsReadAsAFloatingPointNumberOrCharLikeNull(ValueType type) throws JMSException {
        MapMessage message = session().createMapMessage();

        assertThatThrownBy(() -> get(message, type)).isInstanceOf(NullPointerException.class);
    }

    @Test
    @Assertion("3.11.3")
    void anItemThatWasNotSetIsFalseOrNull() throws JMSException {
        MapMessage message = session().createMapMessage();

        assertThat(message.getBoolean("i")).isFalse();
        assertThat(message.getString("i")).isNull();
        assertThat(message.getBytes("i")).isNull();
        assertThat(message.getObject("i")).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTE", "SHORT", "INT", "LONG"})
    @Assertion("3.11.3")
    void anItemThatIsNullIsReadAsAnIntegerLikeNull(ValueType type) throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setString("i", null);

        assertThatThrownBy(() -> get(message, type)).isInstanceOf(NumberFormatException.class);
    }

    static void set(MapMessage message, ValueType type, Object value) throws JMSException {
        switch (type) {
            case BOOLEAN -> message.setBoolean("i", (boolean) value);
            case BYTE -> message.setByte("i", (byte) value);
            case SHORT -> message.setShort("i", (short) value);
            case CHAR -> message.setChar("i", (char) value);
            case INT -> message.setInt("i", (int) value);
            case LONG -> message.setLong("i", (long) value);
            case FLOAT -> message.setFloat("i", (float) value);
            case DOUBLE -> message.setDouble("i", (double) value);
            case STRING -> message.setString("i", (String) value);
            case BYTES -> message.setBytes("i", (byte[]) value);
        }
    }

    private static Object get(MapMessage message, ValueType type) throws JMSException {
        return switch (type) {
            case BOOLEAN -> message.getBoolean("i");
            case BYTE -> message.getByte("i");
            case SHORT -> message.getShort("i");
            case CHAR -> message.getChar("i");
            case INT -> message.getInt("i");
            case LONG -> message.getLong("i");
            case FLOAT -> message.getFloat("i");
            case DOUBLE -> message.getDouble("i");
            case STRING -> message.getString("i");
            case BYTES -> message.getBytes("i");
        };
    }
}
