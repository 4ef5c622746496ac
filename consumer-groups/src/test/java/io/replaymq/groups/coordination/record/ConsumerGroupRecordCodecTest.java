package io.replaymq.groups.coordination.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.Assignor;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bytes of the records of consumer groups: pinned by a golden file, read back, and refused when they are none. */
final class ConsumerGroupRecordCodecTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 3);
    private static final TopicPartition SALES = new TopicPartition("sales", 0);

    @Test
    void everyVersionEverWrittenIsRead() throws IOException {
        List<ConsumerGroupRecord> read = goldenLines().stream()
                .map(line -> decode(HexFormat.of().parseHex(line)))
                .toList();

        assertThat(read).isEqualTo(examples());
    }

    @Test
    void writesTheBytesOfTheGoldenFile() throws IOException {
        List<String> written = examples().stream()
                .map(each -> HexFormat.of().formatHex(encode(each)))
                .toList();

        assertThat(written).isEqualTo(goldenLines());
    }

    @Test
    void refusesEveryRecordThatIsCutShortOrTooLong() {
        for (ConsumerGroupRecord each : examples()) {
            byte[] bytes = encode(each);
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> decode(cut)).isInstanceOf(CorruptLogException.class);
            }
            assertThatThrownBy(() -> decode(Arrays.copyOf(bytes, bytes.length + 1)))
                    .isInstanceOf(CorruptLogException.class);
        }
    }

    @SeededTest(runs = 1_000)
    void hostileBytesAreRefusedOrAreARecord(Seed seed) {
        byte[] bytes = seed.oneIn(4) ? seed.bytes(seed.nextInt(200)) : encode(seed.oneOf(examples()));
        for (int i = 0; i < 1 + seed.nextInt(4) && bytes.length > 0; i++) {
            bytes[seed.nextInt(bytes.length)] = (byte) seed.nextInt();
        }

        try {
            ConsumerGroupRecord record = decode(bytes);
            assertThat(decode(encode(record))).isEqualTo(record);
        } catch (CorruptLogException | UnsupportedFormatException e) {
            assertThat(e).hasMessageContaining("__offsets-0 offset 7");
        }
    }

    @Test
    void refusesAnotherVersionAndNoValueAtAll() {
        byte[] next = encode(new ConsumerGroupRecord.GroupDeleted("g"));
        next[1] = 2;

        assertThatThrownBy(() -> decode(next))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("version 2, expected 1");
        assertThatThrownBy(() -> ConsumerGroupRecordCodec.decode(null, "here")).isInstanceOf(CorruptLogException.class);
    }

    private static List<ConsumerGroupRecord> examples() {
        return List.of(
                new ConsumerGroupRecord.Epoch("billing", 7, -1, Map.of("orders", 4, "sales", 1)),
                new ConsumerGroupRecord.Epoch("billing é", 8, 1_700_000_000_000L, Map.of()),
                new ConsumerGroupRecord.Member(
                        "billing", "m-1", null, Subscription.to("orders", "sales"), Assignor.STICKY, 45_000, 300_000),
                new ConsumerGroupRecord.Member(
                        "billing", "m-2", "till-1", Subscription.matching("sales-.*"), Assignor.RANGE, 10, 20),
                new ConsumerGroupRecord.MemberRemoved("billing", "m-1"),
                new ConsumerGroupRecord.Target("billing", "m-2", Set.of(ORDERS, SALES)),
                new ConsumerGroupRecord.Target("billing", "m-2", Set.of()),
                new ConsumerGroupRecord.Current("billing", "m-2", 8, Map.of(SALES, 8), Map.of(ORDERS, 3)),
                new ConsumerGroupRecord.Offset("billing", ORDERS, 77, new CommittedOffset(1L << 40, "noted é"), 1_000),
                new ConsumerGroupRecord.OffsetRemoved("billing", SALES),
                new ConsumerGroupRecord.GroupDeleted("billing"));
    }

    private static byte[] encode(ConsumerGroupRecord record) {
        ByteBuffer value =
                Objects.requireNonNull(ConsumerGroupRecordCodec.encode(record).value());
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return bytes;
    }

    private static ConsumerGroupRecord decode(byte[] bytes) {
        return ConsumerGroupRecordCodec.decode(ByteBuffer.wrap(bytes), "__offsets-0 offset 7");
    }

    private static List<String> goldenLines() throws IOException {
        try (InputStream file =
                ConsumerGroupRecordCodecTest.class.getResourceAsStream("/golden/offset-records-v1.hex")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
