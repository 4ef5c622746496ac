package io.replaymq.log.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Headers are added behind a record's own and taken away again without touching anything else. */
final class RecordContentHeadersTest {
    @SeededTest(runs = 200)
    void addsAndTakesAwayHeadersByteForByte(Seed seed) {
        List<Header> own = headers(seed);
        List<Header> more = headers(seed);
        byte[] key = seed.oneIn(3) ? null : seed.bytes(seed.nextInt(20));
        byte[] value = seed.oneIn(3) ? null : seed.bytes(seed.nextInt(300));
        RecordContent content = RecordContent.of(key, value, own);
        List<Header> all = new ArrayList<>(own);
        all.addAll(more);

        RecordContent longer = content.withHeaders(more);

        assertThat(longer).isEqualTo(RecordContent.of(key, value, all));
        assertThat(longer.withoutLastHeaders(more.size())).isEqualTo(content);
    }

    @Test
    void keepsNamesThatAreNotUtf8() throws MalformedRecordException {
        RecordContent content =
                RecordContent.parse(ByteBuffer.wrap(new byte[] {1, 1, 2, 4, (byte) 0xff, (byte) 0xfe, 2, 7}));

        RecordContent again =
                content.withHeaders(List.of(new Header("a", null))).withoutLastHeaders(1);

        assertThat(again).isEqualTo(content);
    }

    @Test
    void refusesToTakeAwayMoreThanThereIs() {
        RecordContent content = RecordContent.of(null, null, List.of(new Header("a", null)));

        assertThatThrownBy(() -> content.withoutLastHeaders(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 headers, expected at least 2");
    }

    private static List<Header> headers(Seed seed) {
        List<Header> headers = new ArrayList<>();
        for (int i = seed.nextInt(70); i > 0; i--) {
            headers.add(new Header("h" + seed.nextInt(5), seed.oneIn(4) ? null : seed.bytes(seed.nextInt(9))));
        }
        return headers;
    }
}
