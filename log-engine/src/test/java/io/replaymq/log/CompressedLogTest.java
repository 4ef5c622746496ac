package io.replaymq.log;

import static io.replaymq.log.LogFixture.ORDERS;
import static io.replaymq.log.LogFixture.append;
import static io.replaymq.log.LogFixture.createOrders;
import static io.replaymq.log.LogFixture.killed;
import static io.replaymq.log.LogFixture.open;
import static io.replaymq.log.LogFixture.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.Durability;
import io.replaymq.log.api.InvalidBatchException;
import io.replaymq.log.record.Compression;
import io.replaymq.log.record.Compressor;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordBatchLayout;
import io.replaymq.log.record.RecordContent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compressed batches on their way through the whole log. */
class CompressedLogTest {
    private static final int RECORDS = 30;

    @TempDir
    Path root;

    @Test
    void readsThemInAllCodecsBeforeAndAfterAKill() {
        List<String> expected = new ArrayList<>();
        try (EmbeddedLog log = open(root.resolve("log"))) {
            createOrders(log);
            for (Compression each : Compression.values()) {
                append(log, ORDERS, batch(each, expected), Durability.DURABLE).orThrow();
            }

            assertThat(values(log, ORDERS)).isEqualTo(expected);

            try (EmbeddedLog recovered = open(killed(root.resolve("log"), root.resolve("copy")))) {
                assertThat(values(recovered, ORDERS)).isEqualTo(expected);
            }
        }
    }

    @Test
    void findsARecordByTimeInsideOfThem() {
        try (EmbeddedLog log = open(root)) {
            createOrders(log);
            for (Compression each : Compression.values()) {
                append(log, ORDERS, batch(each, new ArrayList<>()), Durability.WRITTEN)
                        .orThrow();
            }

            assertThat(log.offsetForTime(ORDERS, 1_017).toCompletableFuture().join())
                    .isEqualTo(17);
            assertThat(log.offsetForTime(ORDERS, 3_005).toCompletableFuture().join())
                    .isEqualTo(2 * RECORDS + 5);
        }
    }

    @Test
    void refusesOneThatNobodyHasOpenedAndThatLies() throws MalformedRecordException {
        try (EmbeddedLog log = open(root)) {
            createOrders(log);
            ByteBuffer lying = ByteBuffer.allocate(1 << 10);
            batch(Compression.ZSTD, new ArrayList<>()).writeTo(lying);
            lying.flip();
            lying.putInt(RecordBatchLayout.RECORDS_COUNT, RECORDS + 1)
                    .putInt(RecordBatchLayout.LAST_OFFSET_DELTA, RECORDS);
            CRC32C crc = new CRC32C();
            crc.update(lying.duplicate().position(RecordBatchLayout.ATTRIBUTES));
            lying.putInt(RecordBatchLayout.CRC, (int) crc.getValue());
            RecordBatch framed = RecordBatch.frame(lying);

            assertThatThrownBy(() ->
                            append(log, ORDERS, framed, Durability.DURABLE).orThrow())
                    .isInstanceOf(InvalidBatchException.class)
                    .hasMessageContaining("orders-0");
            assertThat(log.readableEnd(ORDERS)).isZero();
        }
    }

    @Test
    void refusesOneThatUnpacksToMoreThanABatchMayHave() {
        try (EmbeddedLog log = open(root);
                Compressor compressor = Compressor.of(Compression.LZ4)) {
            createOrders(log);
            RecordBatch large = new RecordBatchBuilder(100)
                    .append(1, RecordContent.of(null, new byte[65 << 10], List.of()))
                    .build(compressor);

            assertThat(large.sizeInBytes()).isLessThan(1 << 10);
            assertThatThrownBy(
                            () -> append(log, ORDERS, large, Durability.DURABLE).orThrow())
                    .isInstanceOf(InvalidBatchException.class)
                    .hasMessageContaining("expected at most " + (64 << 10));
        }
    }

    /** The timestamps begin at 1,000 for each codec's number. */
    private static RecordBatch batch(Compression compression, List<String> values) {
        RecordBatchBuilder builder = new RecordBatchBuilder(100);
        for (int i = 0; i < RECORDS; i++) {
            String value = compression + " keeps what it was given, number " + i;
            values.add(value);
            builder.append(1_000L * (1 + compression.id()) + i, RecordContent.of(LogRecord.ofText(0, null, value)));
        }
        try (Compressor compressor = Compressor.of(compression)) {
            RecordBatch batch = builder.build(compressor);
            assertThat(batch.compression()).isEqualTo(compression);
            return batch;
        }
    }
}
