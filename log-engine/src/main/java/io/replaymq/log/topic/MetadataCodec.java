package io.replaymq.log.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.log.topic.MetadataRecord.LogCompacted;
import io.replaymq.log.topic.MetadataRecord.LogStartMoved;
import io.replaymq.log.topic.MetadataRecord.TopicAltered;
import io.replaymq.log.topic.MetadataRecord.TopicCreated;
import io.replaymq.log.topic.MetadataRecord.TopicDeleted;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Metadata records as bytes: the value of a record without a key. Big-endian. See {@code docs/format/metadata.md}. */
public final class MetadataCodec {
    private static final byte VERSION = 2;
    private static final byte TOPIC_CREATED = 1;
    private static final byte LOG_START_MOVED = 2;
    private static final byte TOPIC_ALTERED = 3;
    private static final byte TOPIC_DELETED = 4;
    private static final byte LOG_COMPACTED = 5;
    private static final int PREFIX_BYTES = 2;
    private static final int TOPIC_ID_BYTES = 4;

    private MetadataCodec() {}

    /** A batch of one record. */
    public static RecordBatch encode(MetadataRecord metadata, long timestampMs) {
        byte[] value = encode(metadata);
        return new RecordBatchBuilder(value.length)
                .append(timestampMs, RecordContent.of(null, value, List.of()))
                .build();
    }

    private static byte[] encode(MetadataRecord metadata) {
        ByteBuffer encoded = encoded(metadata).flip();
        byte[] value = new byte[encoded.remaining()];
        encoded.get(value);
        return value;
    }

    private static ByteBuffer encoded(MetadataRecord metadata) {
        if (metadata instanceof TopicCreated created) {
            return encoded(created);
        }
        if (metadata instanceof LogStartMoved moved) {
            return prefixed(LOG_START_MOVED, TOPIC_ID_BYTES + 4 + 8)
                    .putInt(moved.topicId())
                    .putInt(moved.partition())
                    .putLong(moved.offset());
        }
        if (metadata instanceof TopicAltered altered) {
            ByteBuffer value = prefixed(TOPIC_ALTERED, TOPIC_ID_BYTES + TopicSettingsCodec.BYTES)
                    .putInt(altered.topicId());
            return TopicSettingsCodec.put(value, altered.config());
        }
        if (metadata instanceof LogCompacted compacted) {
            return prefixed(LOG_COMPACTED, TOPIC_ID_BYTES + 4 + 8 + 8 + 8)
                    .putInt(compacted.topicId())
                    .putInt(compacted.partition())
                    .putLong(compacted.compacted().cleanTo())
                    .putLong(compacted.compacted().rewrittenTo())
                    .putLong(compacted.compacted().tombstonesDueMs());
        }
        return prefixed(TOPIC_DELETED, TOPIC_ID_BYTES).putInt(((TopicDeleted) metadata).topicId());
    }

    private static ByteBuffer encoded(TopicCreated created) {
        byte[] name = created.name().getBytes(UTF_8);
        ByteBuffer value = prefixed(TOPIC_CREATED, TOPIC_ID_BYTES + 1 + TopicSettingsCodec.BYTES + 2 + name.length)
                .putInt(created.topicId())
                .put((byte) (created.naming() == DirectoryNaming.PLAIN ? 0 : 1));
        TopicSettingsCodec.put(value, created.config());
        return value.putShort((short) name.length).put(name);
    }

    private static ByteBuffer prefixed(byte type, int bytes) {
        return ByteBuffer.allocate(PREFIX_BYTES + bytes).put(VERSION).put(type);
    }

    /** The records of a batch. @throws MalformedRecordException if they are none */
    public static List<MetadataRecord> decode(RecordBatch batch) throws MalformedRecordException {
        List<MetadataRecord> decoded = new ArrayList<>(batch.recordCount());
        for (StoredRecord each : batch) {
            decoded.add(decode(each));
        }
        return decoded;
    }

    /** One record. @throws MalformedRecordException if it is none */
    public static MetadataRecord decode(StoredRecord record) throws MalformedRecordException {
        ByteBuffer value = record.content().value();
        if (value == null) {
            throw new MalformedRecordException("metadata record at offset " + record.offset() + " has no value");
        }
        try {
            return decode(value);
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
            throw new MalformedRecordException("metadata record at offset " + record.offset() + ": " + e);
        }
    }

    private static MetadataRecord decode(ByteBuffer value) throws MalformedRecordException {
        byte version = value.get();
        if (version < 1 || version > VERSION) {
            throw new UnsupportedFormatException(
                    "metadata record has version " + version + ", expected 1 to " + VERSION);
        }
        byte type = value.get();
        return switch (type) {
            case TOPIC_CREATED -> version == 1 ? decodeTopicVersion1(value) : decodeTopic(value);
            case LOG_START_MOVED -> new LogStartMoved(value.getInt(), value.getInt(), value.getLong());
            case TOPIC_ALTERED -> new TopicAltered(value.getInt(), TopicSettingsCodec.get(value));
            case TOPIC_DELETED -> new TopicDeleted(value.getInt());
            case LOG_COMPACTED ->
                new LogCompacted(
                        value.getInt(),
                        value.getInt(),
                        new Compacted(value.getLong(), value.getLong(), value.getLong()));
            default -> throw new MalformedRecordException("metadata record of type " + type + ", expected 1 to 5");
        };
    }

    private static MetadataRecord decodeTopic(ByteBuffer value) {
        int topicId = value.getInt();
        DirectoryNaming naming = naming(value.get());
        TopicConfig config = TopicSettingsCodec.get(value);
        return new TopicCreated(topicId, name(value), naming, config);
    }

    private static MetadataRecord decodeTopicVersion1(ByteBuffer value) {
        int topicId = value.getInt();
        TopicConfig config = TopicSettingsCodec.getVersion1(value);
        return new TopicCreated(topicId, name(value), DirectoryNaming.PLAIN, config);
    }

    private static DirectoryNaming naming(byte number) {
        return switch (number) {
            case 0 -> DirectoryNaming.PLAIN;
            case 1 -> DirectoryNaming.NUMBERED;
            default -> throw new IllegalArgumentException("directory naming " + number + ", expected 0 or 1");
        };
    }

    private static String name(ByteBuffer value) {
        int length = value.getShort();
        if (length < 0 || length != value.remaining()) {
            throw new IllegalArgumentException(
                    "name of " + length + " bytes, expected " + value.remaining() + ", the bytes present");
        }
        byte[] name = new byte[length];
        value.get(name);
        return new String(name, UTF_8);
    }
}
