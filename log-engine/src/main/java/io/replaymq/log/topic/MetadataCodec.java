package io.replaymq.log.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Metadata records as bytes: the value of a record without a key. Big-endian. See {@code docs/format/metadata.md}. */
public final class MetadataCodec {
    private static final byte VERSION = 1;
    private static final byte TOPIC_CREATED = 1;
    private static final byte LOG_START_MOVED = 2;
    private static final int PREFIX_BYTES = 2;

    private MetadataCodec() {}

    /** A batch of one record. */
    public static RecordBatch encode(MetadataRecord metadata, long timestampMs) {
        byte[] value = metadata instanceof MetadataRecord.TopicCreated created
                ? encode(created)
                : encode((MetadataRecord.LogStartMoved) metadata);
        return new RecordBatchBuilder(value.length)
                .append(timestampMs, RecordContent.of(null, value, List.of()))
                .build();
    }

    private static byte[] encode(MetadataRecord.TopicCreated created) {
        byte[] name = created.name().getBytes(UTF_8);
        TopicConfig config = created.config();
        return ByteBuffer.allocate(PREFIX_BYTES + 4 + 4 + 4 + 8 + 4 + 8 + 2 + name.length)
                .put(VERSION)
                .put(TOPIC_CREATED)
                .putInt(created.topicId())
                .putInt(config.partitions())
                .putInt(config.segmentBytes())
                .putLong(config.retentionTime().toSeconds())
                .putInt(config.retentionTime().toNanosPart())
                .putLong(config.retentionBytes())
                .putShort((short) name.length)
                .put(name)
                .array();
    }

    private static byte[] encode(MetadataRecord.LogStartMoved moved) {
        return ByteBuffer.allocate(PREFIX_BYTES + 4 + 4 + 8)
                .put(VERSION)
                .put(LOG_START_MOVED)
                .putInt(moved.topicId())
                .putInt(moved.partition())
                .putLong(moved.offset())
                .array();
    }

    /** The records of a batch. @throws MalformedRecordException if they are none */
    public static List<MetadataRecord> decode(RecordBatch batch) throws MalformedRecordException {
        List<MetadataRecord> decoded = new ArrayList<>(batch.recordCount());
        for (StoredRecord each : batch) {
            ByteBuffer value = each.content().value();
            if (value == null) {
                throw new MalformedRecordException("metadata record at offset " + each.offset() + " has no value");
            }
            try {
                decoded.add(decode(value));
            } catch (BufferUnderflowException | IllegalArgumentException e) {
                throw new MalformedRecordException("metadata record at offset " + each.offset() + ": " + e);
            }
        }
        return decoded;
    }

    private static MetadataRecord decode(ByteBuffer value) throws MalformedRecordException {
        byte version = value.get();
        if (version != VERSION) {
            throw new UnsupportedFormatException("metadata record has version " + version + ", expected " + VERSION);
        }
        byte type = value.get();
        return switch (type) {
            case TOPIC_CREATED -> decodeTopic(value);
            case LOG_START_MOVED -> new MetadataRecord.LogStartMoved(value.getInt(), value.getInt(), value.getLong());
            default -> throw new MalformedRecordException("metadata record of type " + type + ", expected 1 or 2");
        };
    }

    private static MetadataRecord decodeTopic(ByteBuffer value) {
        int topicId = value.getInt();
        int partitions = value.getInt();
        int segmentBytes = value.getInt();
        Duration retentionTime = Duration.ofSeconds(value.getLong(), value.getInt());
        TopicConfig config = new TopicConfig(partitions, segmentBytes, retentionTime, value.getLong());
        byte[] name = new byte[value.getShort()];
        value.get(name);
        return new MetadataRecord.TopicCreated(topicId, new String(name, UTF_8), config);
    }
}
