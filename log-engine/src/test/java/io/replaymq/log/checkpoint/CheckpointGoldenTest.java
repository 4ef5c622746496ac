package io.replaymq.log.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.journal.JournalPosition;
import io.replaymq.log.producer.ProducerSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checkpoints as they were first written; to be read for ever. */
class CheckpointGoldenTest {
    private static final String VERSION_1 =
            "524d514300000001000000000000000900000000000000030000000000001000000000000000001100000001"
                    + "0000000100000002000000000000000500000000000000c800000001"
                    + "000000000000000700020100000000000000040000000000000064e0a23281";

    private static final String VERSION_2 =
            "524d514300000002000000000000000900000000000000030000000000001000000000000000001100000001"
                    + "000000010000000200000000000000050000000000000003" + "00000000000000c800000001"
                    + "000000000000000700020100000000000000040000000000000064" + "7a1da716";

    @Test
    void readsVersion1() throws IOException {
        assertThat(decoded(VERSION_1)).isEqualTo(checkpoint(PartitionCheckpoint.UNKNOWN));
    }

    @Test
    void readsVersion2() throws IOException {
        assertThat(decoded(VERSION_2)).isEqualTo(checkpoint(3));
    }

    @Test
    void writesVersion2() {
        assertThat(HexFormat.of()
                        .formatHex(CheckpointCodec.encode(checkpoint(3)).array()))
                .isEqualTo(VERSION_2);
    }

    private static Checkpoint decoded(String hex) throws IOException {
        return CheckpointCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    private static Checkpoint checkpoint(long recordsBelowStart) {
        ProducerSnapshot producer =
                new ProducerSnapshot(7, (short) 2, List.of(new ProducerSnapshot.Appended(0, 4, 100)));
        return new Checkpoint(
                9,
                new JournalPosition(3, 4_096, 17),
                List.of(new PartitionCheckpoint(1, 2, 5, recordsBelowStart, 200, List.of(producer))));
    }
}
