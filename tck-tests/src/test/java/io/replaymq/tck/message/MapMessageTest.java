package io.replaymq.tck.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MapMessage: items by name. */
class MapMessageTest extends AssertionSuite {
    @ParameterizedTest
    @EnumSource
    @Assertion("3.11")
    void everyTypeOfItemArrivesAsWhatItWas(ValueType type) throws JMSException {
        MapMessage message = session().createMapMessage();
        Object value = type.sampleToReadAs(type);
        message.setObject("i", value);

        MapMessage received = (MapMessage) throughAQueue(message);

        assertThat(Cell.same(received.getObject("i"), value)).isTrue();
    }

    @Test
    @AcrossRestart
    @Assertion("3.11")
    void allItemsArrive() throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setInt("one", 1);
        message.setString("two", "2");
        message.setObject("nothing", null);

        MapMessage received = (MapMessage) throughAQueue(message);

        assertThat(list(received.getMapNames())).containsExactlyInAnyOrder("one", "two", "nothing");
        assertThat(received.getInt("one")).isEqualTo(1);
        assertThat(received.getString("two")).isEqualTo("2");
        assertThat(received.getObject("nothing")).isNull();
    }

    @Test
    @Assertion("3.11")
    void anItemThatIsNullExists() throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setString("nothing", null);

        assertThat(message.itemExists("nothing")).isTrue();
        assertThat(message.itemExists("other")).isFalse();
    }

    @Test
    @Assertion("3.11")
    void anItemSetAgainHasItsLastValue() throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setInt("i", 1);
        message.setString("i", "two");

        assertThat(message.getObject("i")).isEqualTo("two");
        assertThat(list(message.getMapNames())).containsExactly("i");
    }

    @Test
    @Assertion("3.11")
    void namesDifferByCase() throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setInt("name", 1);
        message.setInt("NAME", 2);

        assertThat(message.getInt("name")).isEqualTo(1);
        assertThat(message.getInt("NAME")).isEqualTo(2);
    }

    @Test
    @Assertion("3.11")
    void aPartOfAnArrayIsSet() throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setBytes("i", new byte[] {1, 2, 3, 4}, 1, 2);

        assertThat(message.getBytes("i")).containsExactly(2, 3);
    }

    @Test
    @Assertion(value = "3.12", referenceDiffers = "keeps the array of the caller; the section wants a copy")
    void anArrayIsCopiedWhenItIsSet() throws JMSException {
        byte[] array = {1};
        MapMessage message = session().createMapMessage();
        message.setBytes("i", array);
        array[0] = 2;

        assertThat(message.getBytes("i")).containsExactly(1);
    }

    @Test
    @Assertion(value = "3.12", referenceDiffers = "hands out its own array; the section wants a copy")
    void anArrayIsCopiedWhenItIsRead() throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setBytes("i", new byte[] {1});
        message.getBytes("i")[0] = 2;

        assertThat(message.getBytes("i")).containsExactly(1);
    }

    @Test
    @Assertion("10.3")
    void otherObjectsAreRefused() throws JMSException {
        MapMessage message = session().createMapMessage();

        assertThatThrownBy(() -> message.setObject("i", List.of())).isInstanceOf(MessageFormatException.class);
    }

    @Test
    @Assertion("3.11")
    void aNameIsNeitherNullNorEmpty() throws JMSException {
        MapMessage message = session().createMapMessage();

        assertThatThrownBy(() -> message.setInt("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.setString(null, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.setObject(null, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Assertion("3.11.2")
    void aReceivedBodyIsReadOnly() throws JMSException {
        MapMessage received = (MapMessage) throughAQueue(session().createMapMessage());

        assertThatThrownBy(() -> received.setInt("i", 1)).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> received.setObject("i", 1)).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    @Assertion("3.11.1")
    void clearingMakesTheBodyEmptyAndWriteable() throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setInt("i", 1);
        MapMessage received = (MapMessage) throughAQueue(message);

        received.clearBody();
        received.setInt("j", 2);

        assertThat(list(received.getMapNames())).containsExactly("j");
    }

    @Test
    @Assertion("3.11")
    void anEmptyMapArrivesEmpty() throws JMSException {
        MapMessage received = (MapMessage) throughAQueue(session().createMapMessage());

        assertThat(list(received.getMapNames())).isEmpty();
    }

    @Test
    @Assertion("3.11")
    void theBodyIsAMapOfAllItems() throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setInt("one", 1);
        message.setString("two", "2");

        assertThat((Object) throughAQueue(message).getBody(Map.class)).isEqualTo(Map.of("one", 1, "two", "2"));
    }
}
