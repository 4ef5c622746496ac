package io.replaymq.jms.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.jms.api.AllowedClasses;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectReadingTest {
    private static final String HERE = "io.replaymq.jms.message.*";

    private record Order(String name, int count) implements Serializable {}

    /** Stands for the classes that do harm when they are read. */
    private static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            throw new AssertionError("was read");
        }
    }

    @Test
    void readsWhatIsAllowed() throws JMSException {
        assertThat(through(new Order("x", 1), HERE)).isEqualTo(new Order("x", 1));
        assertThat(through(new Order[] {new Order("x", 1)}, HERE)).isEqualTo(new Order[] {new Order("x", 1)});
        assertThat(through(new ArrayList<>(List.of("a", 1, 2L)), "java.util.ArrayList"))
                .isEqualTo(List.of("a", 1, 2L));
    }

    @Test
    void isOffUnlessSomethingIsAllowed() {
        assertThatThrownBy(() -> read(serialized("text"), AllowedClasses.NONE))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("jms.deserialization.allow");
    }

    @Test
    void refusesAClassThatIsNotAllowedBeforeItIsRead() {
        assertThatThrownBy(() -> through(new Gadget(), "com.acme.*"))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("not on the allow-list");
        assertThatThrownBy(() -> through(new ArrayList<>(List.of(new Gadget())), "java.util.ArrayList"))
                .isInstanceOf(MessageFormatException.class);
    }

    @Test
    void refusesProxies() {
        InvocationHandler handler = (InvocationHandler & Serializable) (proxy, method, arguments) -> null;
        Serializable proxy = (Serializable) Proxy.newProxyInstance(
                ObjectReadingTest.class.getClassLoader(), new Class<?>[] {Serializable.class}, handler);

        assertThatThrownBy(() -> through(proxy, HERE)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void refusesTheSetOfSetsThatTakesForEver() {
        Set<Object> root = new HashSet<>();
        Set<Object> one = root;
        Set<Object> two = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Set<Object> nextOne = new HashSet<>(Set.of("x"));
            Set<Object> nextTwo = new HashSet<>();
            one.add(nextOne);
            one.add(nextTwo);
            two.add(nextOne);
            two.add(nextTwo);
            one = nextOne;
            two = nextTwo;
        }

        assertThatThrownBy(() -> through((Serializable) root, "java.util.HashSet"))
                .isInstanceOf(MessageFormatException.class);
    }

    @Test
    void refusesArraysBeyondTheLimit() throws JMSException {
        assertThat(through(new int[100_000], HERE)).isInstanceOf(int[].class);
        assertThatThrownBy(() -> through(new int[100_001], HERE)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void saysWhatIsWrongWithBytesThatAreNoObject() {
        assertThatThrownBy(() -> read(new byte[] {1, 2, 3}, AllowedClasses.parse(HERE)))
                .isInstanceOf(MessageFormatException.class);
    }

    private static Object through(Serializable object, String allowed) throws JMSException {
        return read(serialized(object), AllowedClasses.parse(allowed));
    }

    private static Object read(byte[] bytes, AllowedClasses allowed) throws JMSException {
        return new ObjectReading(allowed).read(bytes);
    }

    private static byte[] serialized(Serializable object) throws JMSException {
        JmsObjectMessage message = new JmsObjectMessage(null, new ObjectReading(AllowedClasses.NONE));
        message.setObject(object);
        return message.encodeBody();
    }
}
