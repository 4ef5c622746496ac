package io.replaymq.log.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Batches that were written once and are read for ever: {@code golden/record-batch-v2/*.hex}. Encoding the same records must still
 * give the same bytes.
 */
class GoldenBatchesTest {
    private static final long TIMESTAMP_MS = 1_763_683_200_000L;

    private record Golden(String file, RecordBatch expected) {
        @Override
        public String toString() {
            return file;
        }
    }

    static List<Golden> batches() {
        RecordBatchBuilder nulls = new RecordBatchBuilder(100).producer(4_711, (short) 3, Integer.MAX_VALUE);
        nulls.append(TIMESTAMP_MS, RecordContent.of(null, null, List.of()));
        nulls.append(TIMESTAMP_MS - 5, RecordContent.of(new byte[0], new byte[0], List.of()));
        LogRecord withHeaders = new LogRecord(
                TIMESTAMP_MS,
                utf8("größe"),
                utf8("漢字 🙂"),
                List.of(new Header("", null), new Header("größe", utf8("12")), new Header("größe", new byte[] {0, -1
                })));
        LogRecord large = new LogRecord(0, null, new byte[300], List.of());
        return List.of(
                new Golden("plain", Batches.ofTexts(42, TIMESTAMP_MS, "first", "second")),
                new Golden("producer-and-nulls", Batches.placed(1L << 40, nulls.build())),
                new Golden("headers", Batches.placed(0, RecordBatchBuilder.of(List.of(withHeaders, large)))));
    }

    @ParameterizedTest
    @MethodSource("batches")
    void areReadAndWrittenAsEver(Golden golden) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(read(golden.file));

        RecordBatch batch = RecordBatch.parse(bytes);

        assertThat(batch.bytes()).isEqualTo(golden.expected.bytes());
        assertThat(batch).containsExactlyElementsOf(golden.expected);
        assertThat(batch.baseOffset()).isEqualTo(golden.expected.baseOffset());
        assertThat(batch.producerId()).isEqualTo(golden.expected.producerId());
        assertThat(batch.lastSequence()).isEqualTo(golden.expected.lastSequence());
    }

    /** A library may pack more tightly one day, so these are read only. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void compressedOnesAreReadAsEver(Compression compression) throws IOException {
        RecordBatchBuilder expected = new RecordBatchBuilder(100).producer(4_711, (short) 3, 9);
        for (int i = 0; i < 12; i++) {
            String value = ("größe " + i + " ").repeat(8);
            List<Header> headers = List.of(new Header("kind", new byte[] {(byte) i}));
            expected.append(TIMESTAMP_MS + i, RecordContent.of(utf8("key-" + i % 3), utf8(value), headers));
        }
        String file = compression.name().toLowerCase(Locale.ROOT);

        RecordBatch batch = RecordBatch.parse(ByteBuffer.wrap(read(file)));

        assertThat(batch.compression()).isEqualTo(compression);
        assertThat(batch).containsExactlyElementsOf(Batches.placed(1_000, expected.build()));
    }

    private static byte[] read(String name) throws IOException {
        String path = "/golden/record-batch-v2/" + name + ".hex";
        try (InputStream in = GoldenBatchesTest.class.getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
