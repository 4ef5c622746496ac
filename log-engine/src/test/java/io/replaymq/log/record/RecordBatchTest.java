package io.replaymq.log.record;

import static io.replaymq.log.record.RecordBatchLayout.ATTRIBUTES;
import static io.replaymq.log.record.RecordBatchLayout.BASE_OFFSET;
import static io.replaymq.log.record.RecordBatchLayout.BASE_SEQUENCE;
import static io.replaymq.log.record.RecordBatchLayout.BASE_TIMESTAMP;
import static io.replaymq.log.record.RecordBatchLayout.BATCH_LENGTH;
import static io.replaymq.log.record.RecordBatchLayout.CRC;
import static io.replaymq.log.record.RecordBatchLayout.HEADER_BYTES;
import static io.replaymq.log.record.RecordBatchLayout.LAST_OFFSET_DELTA;
import static io.replaymq.log.record.RecordBatchLayout.MAGIC;
import static io.replaymq.log.record.RecordBatchLayout.MAX_TIMESTAMP;
import static io.replaymq.log.record.RecordBatchLayout.PARTITION_LEADER_EPOCH;
import static io.replaymq.log.record.RecordBatchLayout.PRODUCER_EPOCH;
import static io.replaymq.log.record.RecordBatchLayout.PRODUCER_ID;
import static io.replaymq.log.record.RecordBatchLayout.RECORDS_COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RecordBatchTest {
    @SeededTest(runs = 200)
    void readsBackWhatWasWritten(Seed seed) throws MalformedRecordException {
        List<LogRecord> records = new ArrayList<>();
        for (int i = seed.nextInt(20); i >= 0; i--) {
            records.add(Batches.anyRecord(seed, 300));
        }
        long baseOffset = seed.nextLong(1L << 40);

        RecordBatch batch = RecordBatch.parse(
                Batches.placed(baseOffset, RecordBatchBuilder.of(records)).bytes());

        assertThat(batch.recordCount()).isEqualTo(records.size());
        assertThat(batch.endOffset()).isEqualTo(baseOffset + records.size());
        assertThat(batch.maxTimestampMs())
                .isEqualTo(
                        records.stream().mapToLong(LogRecord::timestampMs).max().getAsLong());
        int i = 0;
        for (StoredRecord each : batch) {
            assertThat(each.offset()).isEqualTo(baseOffset + i);
            assertThat(each.timestampMs()).isEqualTo(records.get(i).timestampMs());
            assertThat(each.content()).isEqualTo(RecordContent.of(records.get(i)));
            i++;
        }
        assertThat(i).isEqualTo(records.size());
    }

    @Test
    void noticesEveryFlippedBitButThoseTheChecksumLeavesOut() {
        ByteBuffer whole = Batches.ofTexts(5, 1_000, "first", "second").bytes();
        for (int bit = 0; bit < whole.limit() * 8; bit++) {
            ByteBuffer damaged = copy(whole);
            damaged.put(bit / 8, (byte) (damaged.get(bit / 8) ^ 1 << bit % 8));
            int at = bit / 8;
            if (at < BASE_OFFSET + 8 || (at >= PARTITION_LEADER_EPOCH && at < PARTITION_LEADER_EPOCH + 4)) {
                assertThatCode(() -> RecordBatch.parse(damaged)).doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> RecordBatch.parse(damaged))
                        .as("bit %d", bit)
                        .isInstanceOf(MalformedRecordException.class);
            }
        }
    }

    @Test
    void wrapsSequencesFromTheLargestToZero() {
        RecordBatchBuilder builder = new RecordBatchBuilder(100).producer(1, (short) 0, Integer.MAX_VALUE - 1);
        for (int i = 0; i < 4; i++) {
            builder.append(0, RecordContent.of(null, null, List.of()));
        }

        assertThat(builder.build().lastSequence()).isEqualTo(1);
    }

    @Test
    void refusesCountsThatContradictEachOther() {
        assertRefused(bytes -> bytes.putInt(RECORDS_COUNT, 1), "record count 1, last offset delta 1");
        assertRefused(bytes -> bytes.putInt(RECORDS_COUNT, 3), "record count 3, last offset delta 1");
        assertRefused(bytes -> bytes.putInt(RECORDS_COUNT, 0).putInt(LAST_OFFSET_DELTA, -1), "record count 0");
        assertRefused(bytes -> bytes.putInt(RECORDS_COUNT, -5).putInt(LAST_OFFSET_DELTA, -6), "record count -5");
        assertRefused(
                bytes -> bytes.putInt(RECORDS_COUNT, Integer.MIN_VALUE).putInt(LAST_OFFSET_DELTA, Integer.MAX_VALUE),
                "record count -2147483648");
    }

    @Test
    void refusesAHugeCountWithoutMakingRoomForIt() {
        assertRefused(
                bytes ->
                        bytes.putInt(RECORDS_COUNT, Integer.MAX_VALUE).putInt(LAST_OFFSET_DELTA, Integer.MAX_VALUE - 1),
                "varint cut short");
    }

    @Test
    void refusesRecordsOutOfOrder() {
        // A record of 5 bytes of text: length, attributes, timestamp delta, offset delta.
        assertRefused(bytes -> bytes.put(HEADER_BYTES + 3, (byte) 2), "offset delta 1, expected 0");
        assertRefused(bytes -> bytes.put(HEADER_BYTES + 3, (byte) 1), "offset delta -1, expected 0");
    }

    @Test
    void refusesTimestampsThatContradictEachOther() {
        assertRefused(bytes -> bytes.putLong(MAX_TIMESTAMP, 5_000), "max timestamp 5000, expected 1001");
        assertRefused(bytes -> bytes.putLong(BASE_TIMESTAMP, -2), "timestamp -2 + 0");
        assertRefused(bytes -> bytes.putLong(BASE_TIMESTAMP, Long.MAX_VALUE), "timestamp 9223372036854775807 + 1");
    }

    @Test
    void refusesHalfAProducer() {
        assertRefused(bytes -> bytes.putLong(PRODUCER_ID, 4), "producer 4, epoch -1, sequence -1");
        assertRefused(bytes -> bytes.putShort(PRODUCER_EPOCH, (short) 0), "producer -1, epoch 0, sequence -1");
        assertRefused(bytes -> bytes.putInt(BASE_SEQUENCE, 7), "producer -1, epoch -1, sequence 7");
        assertRefused(
                bytes -> bytes.putLong(PRODUCER_ID, -9)
                        .putShort(PRODUCER_EPOCH, (short) 1)
                        .putInt(BASE_SEQUENCE, 0),
                "producer -9");
    }

    @Test
    void refusesWhatAProducerMayNotSend() {
        assertRefused(bytes -> bytes.putShort(ATTRIBUTES, (short) 0x05), "compression codec 5, expected 0 to 4");
        assertRefused(bytes -> bytes.putShort(ATTRIBUTES, (short) 0x07), "compression codec 7");
        assertRefused(bytes -> bytes.putShort(ATTRIBUTES, (short) 0x10), "attributes 0x0010");
        assertRefused(bytes -> bytes.putShort(ATTRIBUTES, (short) 0x20), "attributes 0x0020");
        assertRefused(bytes -> bytes.putShort(ATTRIBUTES, (short) 0x40), "attributes 0x0040");
        assertRefused(bytes -> bytes.putShort(ATTRIBUTES, (short) 0x8000), "attributes 0x8000");
        assertRefused(bytes -> bytes.put(MAGIC, (byte) 1), "magic 1, expected 2");
    }

    @Test
    void refusesALengthThatIsNotTheBytesPresent() {
        for (int length : new int[] {Integer.MIN_VALUE, -1, 0, 48, 49, 50, 10_000, Integer.MAX_VALUE}) {
            assertRefused(bytes -> bytes.putInt(BATCH_LENGTH, length), "");
        }
    }

    @SeededTest(runs = 2_000)
    void refusesAnythingElseWithoutFailingOtherwise(Seed seed) {
        ByteBuffer bytes = copy(Batches.any(seed, 0, 4, 60).bytes());
        for (int i = seed.nextInt(4); i >= 0; i--) {
            bytes.put(seed.nextInt(ATTRIBUTES, bytes.limit()), (byte) seed.nextInt());
        }
        bytes.putInt(CRC, RecordBatch.checksum(bytes));
        try {
            for (StoredRecord each : RecordBatch.parse(bytes)) {
                assertThat(each.content().headers()).isNotNull();
            }
        } catch (MalformedRecordException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Test
    void takesALogAppendTimeForAllRecords() throws MalformedRecordException {
        ByteBuffer bytes = copy(Batches.ofTexts(0, 1_000, "a", "b").bytes());
        bytes.putShort(ATTRIBUTES, (short) 0x08).putLong(MAX_TIMESTAMP, 9_000);
        bytes.putInt(CRC, RecordBatch.checksum(bytes));

        assertThat(RecordBatch.parse(bytes))
                .extracting(StoredRecord::timestampMs)
                .containsExactly(9_000L, 9_000L);
    }

    private static void assertRefused(Consumer<ByteBuffer> damage, String message) {
        ByteBuffer bytes = copy(Batches.ofTexts(0, 1_000, "first", "second").bytes());
        damage.accept(bytes);
        bytes.putInt(CRC, RecordBatch.checksum(bytes));
        assertThatThrownBy(() -> RecordBatch.parse(bytes))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining(message);
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
        return copy.put(bytes.duplicate()).flip();
    }
}
