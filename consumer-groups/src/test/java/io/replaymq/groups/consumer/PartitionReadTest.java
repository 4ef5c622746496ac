package io.replaymq.groups.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.ConsumerRecords.Run;
import io.replaymq.groups.memorylog.InMemoryLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PartitionReadTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final int HEADER_BYTES = 61;

    private final InMemoryLog log = new InMemoryLog(Runnable::run, InstantSource.system());
    private final FetchWindow window = new FetchWindow(1 << 20);

    @Test
    void staysBeforeABatchThatHoldsNoRecords() throws MalformedRecordException {
        log.createTopic("orders", TopicConfig.DEFAULTS);
        append(batch("0", "1"));
        append(withLengthOfItsFirstRecord(batch("2", "3"), 100));
        append(batch("4", "5"));
        FetchChain chain = new FetchChain(log, ORDERS, 0, window, ready -> {});
        chain.resume();
        PartitionRead read = new PartitionRead(chain, 0);
        List<Run> runs = new ArrayList<>();

        boolean more = read.takeInto(new PollLimit(3, 1 << 20), runs); // so that the second batch is to be cut

        assertThat(more).isFalse();
        assertThat(runs).extracting(Run::count).containsExactly(2);
        assertThat(read.position()).isEqualTo(2);
        assertThat(read.failure()).isInstanceOf(CorruptLogException.class).hasMessageContaining("offset 2");
        assertThat(read.takeInto(new PollLimit(3, 1 << 20), runs)).isFalse();
        assertThat(read.position()).isEqualTo(2);
    }

    private void append(RecordBatch batch) {
        log.append(AppendSet.of(ORDERS, batch), Durability.WRITTEN);
    }

    private static RecordBatch batch(String... values) {
        List<LogRecord> records = new ArrayList<>();
        for (String each : values) {
            records.add(LogRecord.ofText(1, null, each));
        }
        return RecordBatchBuilder.of(records);
    }

    private static RecordBatch withLengthOfItsFirstRecord(RecordBatch batch, int length)
            throws MalformedRecordException {
        ByteBuffer bytes = ByteBuffer.allocate(batch.sizeInBytes()).put(batch.bytes());
        return RecordBatch.frame(bytes.put(HEADER_BYTES, (byte) length).flip());
    }
}
