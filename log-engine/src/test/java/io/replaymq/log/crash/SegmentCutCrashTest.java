package io.replaymq.log.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.segment.PartitionSegments;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
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

    @Test
    void aCutOfTheLastSegmentTakesNoneBackThatLiesBelowTheLogStart() throws IOException {
        Random random = new Random(1);
        LogDirectory directory = new FaultyLogDirectory(new SimulatedDisk(), DeathClock.never(random));
        try (PartitionSegments killed = open(directory, 1, 0)) {
            killed.recover(0);
            for (int offset = 0; offset < 4; offset++) {
                killed.append(List.of(batch(offset)));
            }
        }
        shorten(directory, "t-0/00000000000000000002.log", 0);
        shorten(directory, "t-0/00000000000000000003.log", 5);

        try (PartitionSegments recovered = open(directory, 1, 4)) { // and nothing of the four was removed yet
            assertThat(recovered.recover(0).endOffset()).isEqualTo(3);
            recovered.truncate(3);

            assertThat(recovered.endOffset()).isEqualTo(3);
            recovered.append(List.of(batch(3)));
            assertThat(recovered.read(3, 4, 1).nextOffset()).isEqualTo(4);
        }
    }

    private static void shorten(LogDirectory directory, String path, int bytes) throws IOException {
        try (LogFile file = directory.open(path, OpenMode.EXISTING)) {
            file.truncate(bytes);
        }
    }

    private static PartitionSegments open(LogDirectory directory) throws IOException {
        return open(directory, 1 << 20, 0);
    }

    private static PartitionSegments open(LogDirectory directory, int segmentBytes, long startOffset)
            throws IOException {
        directory.createDirectory(PARTITION.toString());
        directory.forceDirectory("");
        return PartitionSegments.open(directory, PARTITION, segmentBytes, startOffset);
    }

    private static RecordBatch batch(long offset) {
        return RecordBatchBuilder.of(List.of(LogRecord.ofText(1, null, "value")))
                .at(offset);
    }
}
