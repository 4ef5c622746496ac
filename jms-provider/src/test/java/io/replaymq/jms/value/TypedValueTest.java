package io.replaymq.jms.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedValueTest {
    static List<Object> values() {
        return List.of(
                true,
                false,
                Byte.MIN_VALUE,
                Short.MAX_VALUE,
                '\uFFFF',
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                Float.NaN,
                -0.0d,
                "",
                "täglich \uD83D\uDE80",
                "lone \uD83D surrogate",
                "\uFFFD",
                new byte[0],
                new byte[] {1, 2, 3});
    }

    @ParameterizedTest
    @MethodSource("values")
    @NullSource
    void keepsAValueAndItsType(Object value) throws MessageFormatException {
        Object decoded = TypedValue.decode(ByteBuffer.wrap(TypedValue.encode(value)));

        assertThat(decoded).isEqualTo(value);
    }

    @Test
    void refusesOtherTypes() {
        assertThatThrownBy(() -> TypedValue.encode(List.of()))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("ListN");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 12, 100})
    void refusesAnUnknownTypeNumber(int type) {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {(byte) type, 0});

        assertThatThrownBy(() -> TypedValue.decode(bytes)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {9, 'a', (byte) 0xC3, 'b'});

        assertThatThrownBy(() -> TypedValue.decode(bytes))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void decodesWhateverItIsGivenOrRefusesIt() {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 20_000; run++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) random.nextInt(13);
            }
            decodesOrRefuses(bytes, seed);
        }
    }

    private static void decodesOrRefuses(byte[] bytes, long seed) {
        List<Throwable> failures = new ArrayList<>();
        try {
            TypedValue.decode(ByteBuffer.wrap(bytes));
            ValueSequence.decode(ByteBuffer.wrap(bytes));
        } catch (MessageFormatException e) {
            return;
        } catch (RuntimeException e) {
            failures.add(e);
        }
        assertThat(failures).as("seed %d, bytes %s", seed, bytes).isEmpty();
    }

    @Test
    void keepsASequence() throws MessageFormatException {
        List<Object> values = Arrays.asList(1, "two", null, new byte[] {3}, 4.0d);

        List<Object> decoded = ValueSequence.decode(ByteBuffer.wrap(ValueSequence.encode(values)));

        assertThat(decoded.toArray())
                .usingElementComparator((one, other) -> Objects.deepEquals(one, other) ? 0 : 1)
                .isEqualTo(values.toArray());
    }

    @Test
    void refusesALengthBeyondTheBytesThatAreThere() {
        ByteBuffer bytes = ByteBuffer.allocate(10).putInt(0, Integer.MAX_VALUE);

        assertThatThrownBy(() -> ValueSequence.decode(bytes))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("bytes present");
    }
}
