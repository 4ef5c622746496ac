package io.replaymq.log.record;

import static io.replaymq.log.record.RecordBatchLayout.ATTRIBUTES;
import static io.replaymq.log.record.RecordBatchLayout.BATCH_LENGTH;
import static io.replaymq.log.record.RecordBatchLayout.CRC;
import static io.replaymq.log.record.RecordBatchLayout.HEADER_BYTES;
import static io.replaymq.log.record.RecordBatchLayout.LAST_OFFSET_DELTA;
import static io.replaymq.log.record.RecordBatchLayout.LENGTH_OVERHEAD;
import static io.replaymq.log.record.RecordBatchLayout.RECORDS_COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Compressed batches: what is written is read, and what a hostile sender makes up is refused, at a cost that is bounded. */
class CompressionTest {
    private static final int LIMIT = 1 << 20;

    @SeededTest(runs = 200)
    void readsBackWhatWasCompressed(Seed seed) throws MalformedRecordException {
        List<LogRecord> records = new ArrayList<>();
        for (int i = seed.nextInt(4); i >= 0; i--) {
            records.addAll(Collections.nCopies(1 + seed.nextInt(60), Batches.anyRecord(seed, 3_000)));
        }
        RecordBatch plain = RecordBatchBuilder.of(records);
        for (Compression each : Compression.values()) {
            RecordBatch compressed = RecordBatch.parse(compressed(each, records).bytes());

            assertThat(compressed).containsExactlyElementsOf(plain);
            assertThat(compressed.sizeInBytes()).isLessThanOrEqualTo(plain.sizeInBytes());
        }
    }

    @Test
    void oneCompressorServesManyBatches() throws MalformedRecordException {
        for (Compression each : Compression.values()) {
            try (Compressor compressor = Compressor.of(each)) {
                for (int length = 200; length < 200_000; length += 40_000) {
                    List<LogRecord> records = List.of(LogRecord.ofText(1, "k", "ab".repeat(length)));

                    RecordBatch batch = build(records, compressor);

                    assertThat(RecordBatch.parse(batch.bytes()))
                            .containsExactlyElementsOf(RecordBatchBuilder.of(records));
                }
            }
        }
    }

    @SeededTest(runs = 5)
    void storesAsItIsWhatWouldNotGetSmaller(Seed seed) {
        List<LogRecord> noise = List.of(new LogRecord(1, null, seed.bytes(2_000), List.of()));
        for (Compression each : Compression.values()) {
            RecordBatch batch = compressed(each, noise);

            assertThat(batch.compression()).isEqualTo(Compression.NONE);
            assertThat(batch.bytes()).isEqualTo(RecordBatchBuilder.of(noise).bytes());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void refusesABombWithoutUnpackingAllOfIt(Compression compression) throws MalformedRecordException {
        RecordBatch bomb = compressed(compression, List.of(new LogRecord(1, null, new byte[LIMIT], List.of())));

        assertThat(bomb.sizeInBytes()).isLessThan(LIMIT / 10);
        assertRefused(bomb.bytes(), "expected at most " + LIMIT);
        assertThat(RecordBatch.parse(bomb.bytes(), LIMIT + 100).recordCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void refusesRecordsThatWereCutShortAnywhere(Compression compression) {
        ByteBuffer whole = compressible(compression).bytes();
        for (int end = HEADER_BYTES; end < whole.limit(); end++) {
            assertRefused(packed(whole, bytesOf(whole, HEADER_BYTES, end)), "");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void refusesWhatFollowsTheRecords(Compression compression) {
        ByteBuffer whole = compressible(compression).bytes();
        byte[] records = bytesOf(whole, HEADER_BYTES, whole.limit());
        byte[] longer = new byte[records.length + 5];
        System.arraycopy(records, 0, longer, 0, records.length);

        assertRefused(packed(whole, longer), "");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void refusesCountsThatLie(Compression compression) {
        for (int count : new int[] {19, 21, Integer.MAX_VALUE}) {
            ByteBuffer lying = copy(compressible(compression).bytes());
            lying.putInt(RECORDS_COUNT, count).putInt(LAST_OFFSET_DELTA, count - 1);

            assertRefused(sealed(lying), "");
        }
    }

    @SeededTest(runs = 1_000)
    void refusesAnythingElseWithoutFailingOtherwise(Seed seed) {
        Compression compression = seed.oneOf(List.of(Compression.values()));
        ByteBuffer damaged = copy(compressible(compression).bytes());
        for (int i = seed.nextInt(4); i >= 0; i--) {
            damaged.put(seed.nextInt(HEADER_BYTES, damaged.limit()), (byte) seed.nextInt());
        }
        try {
            for (StoredRecord each : RecordBatch.parse(sealed(damaged), LIMIT)) {
                assertThat(each.content().headers()).isNotNull();
            }
        } catch (MalformedRecordException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @SeededTest(runs = 500)
    void refusesNoiseInEveryCodec(Seed seed) {
        ByteBuffer whole =
                compressible(seed.oneOf(List.of(Compression.values()))).bytes();

        assertRefused(packed(whole, seed.bytes(seed.nextInt(200))), "");
    }

    @Test
    void refusesManyEmptyMembersOfGzipAndDoesNotOverflow() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            new GZIPOutputStream(members).close();
        }

        assertRefused(packed(compressible(Compression.GZIP).bytes(), members.toByteArray()), "gzip");
    }

    @Test
    void makesNoRoomForWhatABlockOfSnappyOnlyClaims() {
        ByteBuffer claim = ByteBuffer.allocate(16 + 4 + 6);
        claim.put(new byte[] {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0})
                .putInt(1)
                .putInt(1);
        claim.putInt(6).put(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7, 0}); // 2 GiB less 1

        assertRefused(packed(compressible(Compression.SNAPPY).bytes(), claim.array()), "claims to hold 2147483647");
    }

    @Test
    void namesTheLibraryThatIsMissing() throws Exception {
        URL classes = Compressor.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader bare = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> compression = bare.loadClass(Compression.class.getName());
            Object zstd = compression.getField("ZSTD").get(null);

            assertThatThrownBy(() -> bare.loadClass(Compressor.class.getName())
                            .getMethod("of", compression)
                            .invoke(null, zstd))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ZSTD needs a library")
                    .hasMessageContaining("luben");
        }
    }

    private static RecordBatch compressible(Compression compression) {
        RecordBatch batch = compressed(
                compression, Collections.nCopies(20, LogRecord.ofText(1_000, "key", "some text, ".repeat(5))));
        assertThat(batch.compression()).isEqualTo(compression);
        return batch;
    }

    private static RecordBatch compressed(Compression compression, List<LogRecord> records) {
        try (Compressor compressor = Compressor.of(compression)) {
            return build(records, compressor);
        }
    }

    private static RecordBatch build(List<LogRecord> records, Compressor compressor) {
        RecordBatchBuilder builder = new RecordBatchBuilder(100);
        records.forEach(each -> builder.append(each.timestampMs(), RecordContent.of(each)));
        return builder.build(compressor);
    }

    private static void assertRefused(ByteBuffer bytes, String message) {
        assertThatThrownBy(() -> RecordBatch.parse(bytes, LIMIT))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining(message);
    }

    /** A batch with the header of another one and these bytes for its records. */
    private static ByteBuffer packed(ByteBuffer header, byte[] records) {
        ByteBuffer batch = ByteBuffer.allocate(HEADER_BYTES + records.length);
        batch.put(bytesOf(header, 0, HEADER_BYTES)).put(records).flip();
        batch.putInt(BATCH_LENGTH, batch.limit() - LENGTH_OVERHEAD);
        return sealed(batch);
    }

    private static ByteBuffer sealed(ByteBuffer batch) {
        assertThat(batch.getShort(ATTRIBUTES)).isBetween((short) 0, (short) 4);
        return batch.putInt(CRC, RecordBatch.checksum(batch));
    }

    private static byte[] bytesOf(ByteBuffer from, int at, int end) {
        byte[] bytes = new byte[end - at];
        from.get(at, bytes);
        return bytes;
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.wrap(bytesOf(bytes, 0, bytes.limit()));
    }
}
