package io.replaymq.groups.coordination.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.log.api.TopicPartition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the fields of a record's value, big-endian. Belongs to one thread; used once. */
final class ValueWriter {
    private static final int FIRST_BYTES = 128;

    private ByteBuffer to = ByteBuffer.allocate(FIRST_BYTES);

    ValueWriter int8(int value) {
        room(Byte.BYTES).put((byte) value);
        return this;
    }

    ValueWriter int32(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    ValueWriter int64(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    ValueWriter text(String value) {
        byte[] bytes = value.getBytes(UTF_8);
        room(Short.BYTES + bytes.length).putShort((short) bytes.length).put(bytes);
        return this;
    }

    /** Partitions, topic by topic. */
    ValueWriter partitions(Collection<TopicPartition> partitions) {
        Map<String, List<Integer>> byTopic = new TreeMap<>();
        partitions.stream().sorted().forEach(each -> byTopic.computeIfAbsent(each.topic(), absent -> new ArrayList<>())
                .add(each.partition()));
        int32(byTopic.size());
        byTopic.forEach((topic, numbers) -> {
            text(topic).int32(numbers.size());
            numbers.forEach(this::int32);
        });
        return this;
    }

    /** Partitions, topic by topic, each with a generation. */
    ValueWriter generations(Map<TopicPartition, Integer> partitions) {
        partitions(partitions.keySet());
        new TreeMap<>(partitions).values().forEach(this::int32);
        return this;
    }

    byte[] finish() {
        byte[] value = new byte[to.flip().remaining()];
        to.get(value);
        return value;
    }

    private ByteBuffer room(int bytes) {
        if (to.remaining() < bytes) {
            to = ByteBuffer.allocate(Math.max(to.capacity() * 2, to.position() + bytes))
                    .put(to.flip());
        }
        return to;
    }
}
