package io.replaymq.log.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.CleanupPolicy;
import io.replaymq.log.api.CompactionConfig;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicConfig.Retain;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.topic.MetadataRecord.LogCompacted;
import io.replaymq.log.topic.MetadataRecord.LogStartMoved;
import io.replaymq.log.topic.MetadataRecord.TopicAltered;
import io.replaymq.log.topic.MetadataRecord.TopicCreated;
import io.replaymq.log.topic.MetadataRecord.TopicDeleted;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataCodecTest {
    private static final TopicConfig VERSION_1_CONFIG = TopicConfig.DEFAULTS
            .withPartitions(2)
            .withSegmentBytes(8 << 10)
            .withRetentionTime(Duration.ofSeconds(60, 5))
            .withRetentionBytes(1_000);
    private static final TopicConfig CONFIG = VERSION_1_CONFIG
            .withSegmentAge(Duration.ofSeconds(3_600))
            .withRetain(Retain.TIME_ONLY)
            .withCleanup(CleanupPolicy.COMPACT_AND_DELETE)
            .withCompaction(new CompactionConfig(0.25, Duration.ofSeconds(9), Duration.ofNanos(7)))
            .withMaxBatchBytes(4_096);
    private static final String SETTINGS = "00000002" + "00002000" + "0000000000000e10" + "00000000"
            + "000000000000003c" + "00000005" + "00000000000003e8" + "01" + "02" + "3fd0000000000000"
            + "0000000000000009" + "00000000" + "0000000000000000" + "00000007" + "00001000";
    private static final TopicCreated CREATED = new TopicCreated(3, "queue.A", DirectoryNaming.NUMBERED, CONFIG);
    private static final LogStartMoved MOVED = new LogStartMoved(3, 1, 77);
    private static final TopicAltered ALTERED = new TopicAltered(3, CONFIG);
    private static final LogCompacted COMPACTED = new LogCompacted(3, 1, new Compacted(5, 9, 77));
    private static final TopicDeleted DELETED = new TopicDeleted(3);

    @Test
    void readsVersion1() throws MalformedRecordException {
        assertThat(MetadataCodec.decode(record("0101" + "00000003" + "00000002" + "00002000" + "000000000000003c"
                        + "00000005" + "00000000000003e8" + "0007" + "71756575652e41")))
                .containsExactly(new TopicCreated(3, "queue.A", DirectoryNaming.PLAIN, VERSION_1_CONFIG));
        assertThat(MetadataCodec.decode(record("0102" + "00000003" + "00000001" + "000000000000004d")))
                .containsExactly(MOVED);
    }

    @Test
    void readsVersion2() throws MalformedRecordException {
        assertThat(MetadataCodec.decode(record("0201" + "00000003" + "01" + SETTINGS + "0007" + "71756575652e41")))
                .containsExactly(CREATED);
        assertThat(MetadataCodec.decode(record("0202" + "00000003" + "00000001" + "000000000000004d")))
                .containsExactly(MOVED);
        assertThat(MetadataCodec.decode(record("0203" + "00000003" + SETTINGS))).containsExactly(ALTERED);
        assertThat(MetadataCodec.decode(record("0204" + "00000003"))).containsExactly(DELETED);
        assertThat(MetadataCodec.decode(record("0205" + "00000003" + "00000001" + "0000000000000005"
                        + "0000000000000009" + "000000000000004d")))
                .containsExactly(COMPACTED);
    }

    @Test
    void readsWhatItWrites() throws MalformedRecordException {
        for (MetadataRecord each : List.of(CREATED, MOVED, ALTERED, DELETED, COMPACTED)) {
            assertThat(MetadataCodec.decode(MetadataCodec.encode(each, 1))).containsExactly(each);
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> MetadataCodec.decode(record("0301")))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("version 3, expected 1 to 2");
        assertMalformed("0209", "type 9");
        assertMalformed("020200000003", "Underflow");
        assertMalformed("0201" + "00000003" + "07", "directory naming 7, expected 0 or 1");
        assertMalformed(
                "0203" + "00000003" + SETTINGS.replace("3fd0000000000000", "7ff8000000000000"), "minDirtyRatio");
        assertMalformed("0203" + "00000003" + SETTINGS.replace("0000000000000e10", "7fffffffffffffff"), "segmentAge=");
    }

    private static void assertMalformed(String hex, String message) {
        assertThatThrownBy(() -> MetadataCodec.decode(record(hex)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining(message);
    }

    private static RecordBatch record(String hex) {
        return new RecordBatchBuilder(64)
                .append(1, RecordContent.of(null, HexFormat.of().parseHex(hex), List.of()))
                .build();
    }
}
