package io.replaymq.log.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.segment.PartitionSegments;
import io.replaymq.log.storage.LogDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentCutCrashTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    /** Where the segment was forced once and vouched for up to the cut, it looks as if nothing had to be forced again. */
    @Test
    void whatWasCutOffAndForcedNeverComesBack() throws IOException {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            SimulatedDisk disk = new SimulatedDisk();
            LogDirectory directory = new FaultyLogDirectory(disk, DeathClock.never(random));
            try (PartitionSegments killed = open(directory)) {
                killed.recover(0);
                killed.append(List.of(batch(0)));
                killed.force();
                killed.append(List.of(batch(1)));
            }
            try (PartitionSegments recovered = open(directory)) {
                recovered.recover(1);
                recovered.truncate(1);
                recovered.force();
            }

            disk.losePower(random);

            try (PartitionSegments restarted = open(directory)) {
                assertThat(restarted.recover(1).endOffset())
                        .as("end offset, seed " + seed)
                        .isEqualTo(1);
            }
        }
    }

    private static PartitionSegments open(LogDirectory directory) throws IOException {
        directory.createDirectory(PARTITION.toString());
        directory.forceDirectory("");
        return PartitionSegments.open(directory, PARTITION, 1 << 20, 0);
    }

    private static RecordBatch batch(long offset) {
        return RecordBatchBuilder.of(List.of(LogRecord.ofText(1, null, "value")))
                .at(offset);
    }
}
