package io.replaymq.log.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CodecTest {
    @Test
    void givesBytesBackAsTheyWere() {
        byte[] value = {0, -1, 127};

        assertThat(Codec.BYTES.decode(Codec.BYTES.encode(value))).containsExactly(value);
    }

    @Test
    void givesTextBackAsItWas() {
        String value = "Grüße, 世界 \uD83D\uDE00";

        ByteBuffer encoded = Codec.UTF_8.encode(value);

        assertThat(encoded).isEqualTo(ByteBuffer.wrap(value.getBytes(UTF_8)));
        assertThat(Codec.UTF_8.decode(encoded)).isEqualTo(value);
        assertThat(Codec.UTF_8.decode(Codec.UTF_8.encode("really? \uFFFD"))).isEqualTo("really? \uFFFD");
    }

    @Test
    void readsOnlyFromPositionToLimit() {
        ByteBuffer inside =
                ByteBuffer.wrap("-inside-".getBytes(UTF_8)).position(1).limit(7);

        assertThat(Codec.UTF_8.decode(inside.duplicate())).isEqualTo("inside");
        assertThat(Codec.BYTES.decode(inside.asReadOnlyBuffer())).containsExactly("inside".getBytes(UTF_8));
    }

    @Test
    void keepsNullAndEmptyApart() {
        assertThat(Codec.UTF_8.encode(null)).isNull();
        assertThat(Codec.UTF_8.decode(null)).isNull();
        assertThat(Codec.BYTES.encode(null)).isNull();
        assertThat(Codec.BYTES.decode(null)).isNull();
        assertThat(Codec.UTF_8.decode(Codec.UTF_8.encode(""))).isEmpty();
        assertThat(Codec.BYTES.decode(Codec.BYTES.encode(new byte[0]))).isEmpty();
    }

    @Test
    void replacesNothingThatItCannotExpress() {
        assertThatThrownBy(() -> Codec.UTF_8.encode("half \uD83D")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Codec.UTF_8.decode(ByteBuffer.wrap(new byte[] {'a', (byte) 0xC3})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 bytes are not UTF-8");
    }
}
