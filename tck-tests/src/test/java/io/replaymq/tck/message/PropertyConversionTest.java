package io.replaymq.tck.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** The values of properties: table 3-2, strings as numbers, nulls, and properties as objects. */
class PropertyConversionTest extends AssertionSuite {
    @ParameterizedTest
    @MethodSource("io.replaymq.tck.message.Cell#markedForProperties")
    @Assertion("3.5.4")
    void aPropertySetAsTheRowCanBeReadAsTheMarkedColumn(Cell cell) throws JMSException {
        Message message = session().createMessage();
        set(message, cell.row(), cell.written());

        assertThat(get(message, cell.column())).isEqualTo(cell.expected());
    }

    @ParameterizedTest
    @MethodSource("io.replaymq.tck.message.Cell#unmarkedForProperties")
    @Assertion("3.5.4")
    void aPropertySetAsTheRowCannotBeReadAsAnUnmarkedColumn(Cell cell) throws JMSException {
        Message message = session().createMessage();
        set(message, cell.row(), cell.written());

        assertThatThrownBy(() -> get(message, cell.column())).isInstanceOf(MessageFormatException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTE", "SHORT", "INT", "LONG", "FLOAT", "DOUBLE"})
    @Assertion("3.5.4")
    void aStringThatIsNoNumberIsNotReadAsOne(ValueType type) throws JMSException {
        Message message = session().createMessage();
        message.setStringProperty("p", "no number");

        assertThatThrownBy(() -> get(message, type)).isInstanceOf(NumberFormatException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTE", "SHORT", "INT", "LONG"})
    @Assertion("3.5.4")
    void aStringThatIsTooLargeForATypeIsNotReadAsIt(ValueType type) throws JMSException {
        Message message = session().createMessage();
        message.setStringProperty("p", "99999999999999999999");

        assertThatThrownBy(() -> get(message, type)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    @Assertion("3.5.4")
    void aStringIsReadAsBooleanAsTheLanguageDoes() throws JMSException {
        Message message = session().createMessage();
        message.setStringProperty("upper", "TRUE");
        message.setStringProperty("other", "yes");

        assertThat(message.getBooleanProperty("upper")).isTrue();
        assertThat(message.getBooleanProperty("other")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTE", "SHORT", "INT", "LONG"})
    @Assertion("3.5.8")
    void aPropertyThatWasNotSetIsReadAsAnIntegerLikeNull(ValueType type) throws JMSException {
        Message message = session().createMessage();

        assertThatThrownBy(() -> get(message, type)).isInstanceOf(NumberFormatException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    @Assertion("3.5.8")
    void aPropertyThatWasNotSetIsReadAsAFloatingPointNumberLikeNull(ValueType type) throws JMSException {
        Message message = session().createMessage();

        assertThatThrownBy(() -> get(message, type)).isInstanceOf(NullPointerException.class);
    }

    @Test
    @Assertion("3.5.8")
    void aPropertyThatWasNotSetIsFalseNullAndNotThere() throws JMSException {
        Message message = session().createMessage();

        assertThat(message.getBooleanProperty("p")).isFalse();
        assertThat(message.getStringProperty("p")).isNull();
        assertThat(message.getObjectProperty("p")).isNull();
        assertThat(message.propertyExists("p")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"CHAR", "BYTES"})
    @Assertion("3.5.5")
    void aPropertySetByItsTypeIsReadAsAnObjectOfThatType(ValueType type) throws JMSException {
        Message message = session().createMessage();
        Object value = type.sampleToReadAs(type);
        set(message, type, value);

        assertThat(message.getObjectProperty("p")).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"CHAR", "BYTES"})
    @Assertion("3.5.5")
    void aPropertySetAsAnObjectIsReadByItsType(ValueType type) throws JMSException {
        Message message = session().createMessage();
        Object value = type.sampleToReadAs(type);
        message.setObjectProperty("p", value);

        assertThat(get(message, type)).isEqualTo(value);
    }

    @Test
    @Assertion("3.5.5")
    void aPropertySetAsAnObjectIsConvertedLikeAnyOther() throws JMSException {
        Message message = session().createMessage();
        message.setObjectProperty("p", (byte) 7);

        assertThat(message.getLongProperty("p")).isEqualTo(7);
        assertThatThrownBy(() -> message.getFloatProperty("p")).isInstanceOf(MessageFormatException.class);
    }

    @Test
    @Assertion(
            value = "3.5.5",
            referenceDiffers = "takes characters and arrays of bytes, which the section does not list")
    void objectsOfOtherClassesAreNoProperties() throws JMSException {
        Message message = session().createMessage();

        for (Object other : List.of(List.of(), Map.of(), 'c', new byte[1], Locale.ROOT)) {
            assertThatThrownBy(() -> message.setObjectProperty("p", other))
                    .as(other.getClass().getName())
                    .isInstanceOf(MessageFormatException.class);
        }
    }

    private static void set(Message message, ValueType type, Object value) throws JMSException {
        switch (type) {
            case BOOLEAN -> message.setBooleanProperty("p", (boolean) value);
            case BYTE -> message.setByteProperty("p", (byte) value);
            case SHORT -> message.setShortProperty("p", (short) value);
            case INT -> message.setIntProperty("p", (int) value);
            case LONG -> message.setLongProperty("p", (long) value);
            case FLOAT -> message.setFloatProperty("p", (float) value);
            case DOUBLE -> message.setDoubleProperty("p", (double) value);
            case STRING -> message.setStringProperty("p", (String) value);
            case CHAR, BYTES -> throw new IllegalArgumentException(type + " is no type of properties");
        }
    }

    private static Object get(Message message, ValueType type) throws JMSException {
        return switch (type) {
            case BOOLEAN -> message.getBooleanProperty("p");
            case BYTE -> message.getByteProperty("p");
            case SHORT -> message.getShortProperty("p");
            case INT -> message.getIntProperty("p");
            case LONG -> message.getLongProperty("p");
            case FLOAT -> message.getFloatProperty("p");
            case DOUBLE -> message.getDoubleProperty("p");
            case STRING -> message.getStringProperty("p");
            case CHAR, BYTES -> throw new IllegalArgumentException(type + " is no type of properties");
        };
    }
}
