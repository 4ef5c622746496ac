package io.replaymq.log.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.journal.JournalPosition;
import io.replaymq.log.producer.ProducerSnapshot;
import io.replaymq.log.storage.DiskDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFilesTest {
    @TempDir
    private Path directory;

    private DiskDirectory disk;

    @BeforeEach
    void openDirectory() throws IOException {
        disk = DiskDirectory.open(directory);
    }

    @AfterEach
    void closeDirectory() throws IOException {
        disk.close();
    }

    @Test
    void returnsTheLastOneAsItWasStored() throws IOException {
        CheckpointFiles files = new CheckpointFiles(disk);
        assertThat(files.load().latest()).isEmpty();

        files.store(checkpoint(1));
        files.store(checkpoint(2));
        files.store(checkpoint(3));

        assertThat(files.load()).isEqualTo(new StoredCheckpoints(java.util.Optional.of(checkpoint(3)), List.of()));
    }

    @Test
    void fallsBackToTheOneBeforeAtEveryFlippedBit() throws IOException {
        CheckpointFiles files = new CheckpointFiles(disk);
        files.store(checkpoint(1));
        files.store(checkpoint(2));
        Path latest = directory.resolve("checkpoint/even");
        byte[] intact = Files.readAllBytes(latest);

        for (int bit = 0; bit < intact.length * 8; bit++) {
            byte[] flipped = intact.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(latest, flipped);
            StoredCheckpoints stored = files.load();
            assertThat(stored.latest()).as("bit %d", bit).contains(checkpoint(1));
            assertThat(stored.damaged()).as("bit %d", bit).hasSize(1);
        }
    }

    @Test
    void fallsBackToTheOneBeforeWhereverTheLastIsCut() throws IOException {
        CheckpointFiles files = new CheckpointFiles(disk);
        files.store(checkpoint(1));
        files.store(checkpoint(2));
        Path latest = directory.resolve("checkpoint/even");
        byte[] intact = Files.readAllBytes(latest);

        for (int length = 0; length < intact.length; length++) {
            Files.write(latest, java.util.Arrays.copyOf(intact, length));
            assertThat(files.load().latest()).as("cut at %d", length).contains(checkpoint(1));
        }
    }

    private static Checkpoint checkpoint(long number) {
        ProducerSnapshot producer = new ProducerSnapshot(
                7,
                (short) 2,
                List.of(new ProducerSnapshot.Appended(0, 4, 100), new ProducerSnapshot.Appended(5, 5, 105)));
        return new Checkpoint(
                number,
                new JournalPosition(3, 4_096 + number, 17),
                List.of(
                        new PartitionCheckpoint(0, 0, 0, 0, 12, List.of()),
                        new PartitionCheckpoint(1, 3, 5, 2, 200 + number, List.of(producer))));
    }
}
