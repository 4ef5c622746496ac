package io.replaymq.groups.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.groups.record.PageImage.DeliveryCount;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bytes of group records: pinned by a golden file, read back, and refused when they are none. */
final class GroupRecordCodecTest {
    private static final UUID GROUP = new UUID(0x0123456789abcdefL, 0x0011223344556677L);
    private static final UUID MEMBER = new UUID(-1, 2);
    private static final GroupSettings SETTINGS = new GroupSettings(
            5,
            "orders.dead-letters",
            new RedeliveryPolicy(Duration.ofMillis(500), 1.5, Duration.ofMinutes(1)),
            Duration.ofSeconds(30),
            null);

    @Test
    void everyVersionEverWrittenIsRead() throws IOException {
        List<GroupRecord> read = new ArrayList<>();
        for (String line : goldenLines()) {
            read.add(decode(HexFormat.of().parseHex(line)));
        }

        assertThat(read).isEqualTo(examples());
    }

    @Test
    void writesTheBytesOfTheGoldenFile() throws IOException {
        List<String> written = examples().stream()
                .map(each -> HexFormat.of().formatHex(encode(each)))
                .toList();

        assertThat(written).isEqualTo(goldenLines());
    }

    @SeededTest(runs = 300)
    void readsWhatItWrote(Seed seed) {
        for (GroupRecord each : new RandomRecords(seed).history(20)) {
            assertThat(decode(encode(each))).isEqualTo(each);
        }
    }

    @Test
    void refusesEveryRecordThatIsCutShortOrTooLong() {
        for (GroupRecord each : examples()) {
            byte[] bytes = encode(each);
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> decode(cut)).isInstanceOf(CorruptLogException.class);
            }
            assertThatThrownBy(() -> decode(Arrays.copyOf(bytes, bytes.length + 1)))
                    .isInstanceOf(CorruptLogException.class);
        }
    }

    @SeededTest(runs = 2_000)
    void hostileBytesAreRefusedOrAreARecord(Seed seed) {
        byte[] bytes = seed.oneIn(4) ? seed.bytes(seed.nextInt(200)) : encode(seed.oneOf(examples()));
        for (int i = 0; i < 1 + seed.nextInt(4) && bytes.length > 0; i++) {
            bytes[seed.nextInt(bytes.length)] = (byte) seed.nextInt();
        }

        try {
            GroupRecord record = decode(bytes);
            assertThat(decode(encode(record))).isEqualTo(record);
        } catch (CorruptLogException | UnsupportedFormatException e) {
            assertThat(e).hasMessageContaining("__groups-0 offset 7");
        }
    }

    @Test
    void refusesAnotherVersionAndNoValueAtAll() {
        byte[] next = encode(new GroupRecord.Deleted(GROUP));
        next[1] = 2;

        assertThatThrownBy(() -> decode(next))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("version 2, expected 1");
        assertThatThrownBy(() -> GroupRecordDecoder.decode(null, "here")).isInstanceOf(CorruptLogException.class);
    }

    @Test
    void splitsLargeImagesIntoPartsThatMergeToTheSame() {
        List<PageImage> pages = new ArrayList<>();
        for (int i = 0; i < 3 * CursorImage.MAX_PAGES + 1; i++) {
            pages.add(new PageImage(i, words(1), List.of()));
        }
        CursorImage image = new CursorImage(GROUP, 0, 0, 5, 5, List.of(new PageRun(900, 901)), pages);

        List<CursorImage> parts = image.split();

        assertThat(parts).hasSize(4);
        assertThat(parts.stream().flatMap(each -> each.pages().stream())).containsExactlyElementsOf(pages);
        assertThat(parts.get(0).runs()).isEqualTo(image.runs());
    }

    private static List<GroupRecord> examples() {
        return List.of(
                new GroupRecord.Created(
                        GROUP, "queue/orders é", "queue.orders", GroupLifetime.UNTIL_DELETED, List.of(0L, 77L), null),
                new GroupRecord.Created(GROUP, "p", "topic.t", GroupLifetime.WITH_ITS_MEMBERS, List.of(1L << 40), null),
                new GroupRecord.Deleted(GROUP),
                new GroupRecord.Joined(GROUP, MEMBER),
                new GroupRecord.Left(GROUP, MEMBER),
                CursorImage.start(GROUP, 3, 1, 1_000),
                new CursorImage(
                        GROUP,
                        0,
                        2,
                        5_000,
                        5_512,
                        List.of(new PageRun(6, 9)),
                        List.of(
                                new PageImage(4, words(0x8000000000000001L), List.of()),
                                new PageImage(
                                        5,
                                        new long[16],
                                        List.of(new DeliveryCount(0, 1), new DeliveryCount(1_023, 70_000))))),
                new CursorImage(
                        GROUP,
                        0,
                        2,
                        5_000,
                        5_512,
                        List.of(),
                        List.of(new PageImage(
                                5, words(0), List.of(new DeliveryCount(9, 2, 1L << 40), new DeliveryCount(10, 1))))),
                new CursorImage(
                        GROUP,
                        0,
                        2,
                        5_000,
                        5_512,
                        List.of(),
                        List.of(new PageImage(
                                5, words(0), words(6), words(4), List.of(new DeliveryCount(9, 2, 1L << 40))))),
                new GroupRecord.Altered(GROUP, 3, SETTINGS),
                new GroupRecord.Altered(GROUP, 4, GroupSettings.DEFAULTS),
                new GroupRecord.Created(
                        GROUP, "s", "topic.t", GroupLifetime.UNTIL_DELETED, List.of(5L), "colour = 'grün'"),
                new GroupRecord.Altered(GROUP, 5, SETTINGS.withExpiryTopic("orders.expired")),
                new GroupRecord.Source(GROUP, 2, new TopicPartition("topic.news.a", 1)));
    }

    private static long[] words(long last) {
        long[] words = new long[PageImage.WORDS];
        words[0] = 0xff;
        words[PageImage.WORDS - 1] = last;
        return words;
    }

    private static byte[] encode(GroupRecord record) {
        ByteBuffer value = GroupRecordCodec.encode(record).value();
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return bytes;
    }

    private static GroupRecord decode(byte[] bytes) {
        return GroupRecordDecoder.decode(ByteBuffer.wrap(bytes), "__groups-0 offset 7");
    }

    private static List<String> goldenLines() throws IOException {
        try (InputStream file = GroupRecordCodecTest.class.getResourceAsStream("/golden/group-records-v1.hex")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
