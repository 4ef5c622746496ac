package io.replaymq.log.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.topic.MetadataRecord.LogStartMoved;
import io.replaymq.log.topic.MetadataRecord.TopicCreated;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataCodecTest {
    private static final TopicCreated CREATED =
            new TopicCreated(3, "queue.A", new TopicConfig(2, 8 << 10, Duration.ofSeconds(60, 5), 1_000));
    private static final LogStartMoved MOVED = new LogStartMoved(3, 1, 77);

    @Test
    void readsVersion1() throws MalformedRecordException {
        assertThat(MetadataCodec.decode(record("0101" + "00000003" + "00000002" + "00002000" + "000000000000003c"
                        + "00000005" + "00000000000003e8" + "0007" + "71756575652e41")))
                .containsExactly(CREATED);
        assertThat(MetadataCodec.decode(record("0102" + "00000003" + "00000001" + "000000000000004d")))
                .containsExactly(MOVED);
    }

    @Test
    void readsWhatItWrites() throws MalformedRecordException {
        assertThat(MetadataCodec.decode(MetadataCodec.encode(CREATED, 1))).containsExactly(CREATED);
        assertThat(MetadataCodec.decode(MetadataCodec.encode(MOVED, 1))).containsExactly(MOVED);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> MetadataCodec.decode(record("0201")))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("version 2, expected 1");
        assertThatThrownBy(() -> MetadataCodec.decode(record("0109"))).isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> MetadataCodec.decode(record("010200000003")))
                .isInstanceOf(MalformedRecordException.class);
    }

    private static RecordBatch record(String hex) {
        return new RecordBatchBuilder(64)
                .append(1, RecordContent.of(null, HexFormat.of().parseHex(hex), List.of()))
                .build();
    }
}
