package io.replaymq.log.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class VarintsTest {
    @SeededTest(runs = 200)
    void readsBackEveryNumberInAsManyBytesAsItSaid(Seed seed) throws MalformedRecordException {
        long value = seed.nextLong() >> seed.nextInt(64);
        ByteBuffer bytes = ByteBuffer.allocate(10);

        Varints.write(bytes, value);

        assertThat(bytes.flip().remaining()).isEqualTo(Varints.sizeOf(value));
        assertThat(Varints.readLong(bytes.duplicate())).isEqualTo(value);
        if (value == (int) value) {
            assertThat(Varints.readInt(bytes)).isEqualTo((int) value);
        } else {
            assertThatThrownBy(() -> Varints.readInt(bytes)).isInstanceOf(MalformedRecordException.class);
        }
    }

    @Test
    void readsTheExtremes() throws MalformedRecordException {
        for (long value : new long[] {0, -1, 1, Integer.MIN_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE}) {
            ByteBuffer bytes = ByteBuffer.allocate(10);
            Varints.write(bytes, value);
            assertThat(Varints.readLong(bytes.flip())).isEqualTo(value);
        }
    }

    @Test
    void refusesANumberThatIsCutShort() {
        assertThatThrownBy(() -> Varints.readLong(ByteBuffer.wrap(new byte[] {(byte) 0x80})))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("varint cut short at position 1");
    }

    @Test
    void refusesANumberThatDoesNotEnd() {
        byte[] endless = new byte[11];
        java.util.Arrays.fill(endless, (byte) 0xFF);

        assertThatThrownBy(() -> Varints.readLong(ByteBuffer.wrap(endless)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("longer than 10 bytes");
        assertThatThrownBy(() -> Varints.readInt(ByteBuffer.wrap(endless)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("longer than 5 bytes");
    }
}
