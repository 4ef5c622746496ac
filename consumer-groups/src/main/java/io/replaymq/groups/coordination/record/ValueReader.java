package io.replaymq.groups.coordination.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicPartition;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the fields of a record's value. Every length and count is checked against the bytes present before anything is allocated. */
final class ValueReader {
    /** Names of topics are 1 to 249 characters; a name that is only wanted may be no ASCII. */
    static final int MAX_TOPIC_BYTES = 3 * 249;

    private final ByteBuffer from;
    private final String where;

    /** @param where names the place in messages */
    ValueReader(ByteBuffer from, String where) {
        this.from = from;
        this.where = where;
    }

    int int8(String what) {
        need(Byte.BYTES, what);
        return from.get();
    }

    /** A number from 0 on. */
    int int32(String what) {
        need(Integer.BYTES, what);
        int value = from.getInt();
        if (value < 0) {
            throw corrupt(what + " " + value + ", expected 0 or more");
        }
        return value;
    }

    long int64(String what, long min) {
        need(Long.BYTES, what);
        long value = from.getLong();
        if (value < min) {
            throw corrupt(what + " " + value + ", expected " + min + " or more");
        }
        return value;
    }

    String text(String what, int maxBytes) {
        need(Short.BYTES, "length of " + what);
        int bytes = from.getShort() & 0xFFFF;
        if (bytes > maxBytes) {
            throw corrupt(what + " of " + bytes + " bytes, expected at most " + maxBytes);
        }
        need(bytes, what);
        ByteBuffer text = from.slice(from.position(), bytes);
        from.position(from.position() + bytes);
        try {
            return UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException e) {
            throw corrupt(what + " is not UTF-8");
        }
    }

    /** A number of things that take so many bytes each, at least. */
    int count(String what, int bytesEach) {
        int count = int32("number of " + what);
        need((long) count * bytesEach, count + " " + what);
        return count;
    }

    List<TopicPartition> partitions(String what) {
        List<TopicPartition> partitions = new ArrayList<>();
        int topics = count("topics", Short.BYTES + Integer.BYTES);
        for (int i = 0; i < topics; i++) {
            String topic = text("topic", MAX_TOPIC_BYTES);
            int count = count(what, Integer.BYTES);
            for (int j = 0; j < count; j++) {
                partitions.add(new TopicPartition(topic, int32("partition")));
            }
        }
        return partitions;
    }

    Map<TopicPartition, Integer> generations(String what) {
        List<TopicPartition> partitions = partitions(what);
        Map<TopicPartition, Integer> generations = new HashMap<>();
        for (TopicPartition each : partitions) {
            generations.put(each, int32("generation"));
        }
        if (generations.size() != partitions.size()) {
            throw corrupt(what + " names a partition twice");
        }
        return generations;
    }

    void end() {
        if (from.hasRemaining()) {
            throw corrupt(from.remaining() + " bytes left over");
        }
    }

    CorruptLogException corrupt(String found) {
        return new CorruptLogException(where + " byte " + from.position() + ": " + found);
    }

    private void need(long bytes, String what) {
        if (bytes > from.remaining()) {
            throw corrupt(what + " needs " + bytes + " bytes, " + from.remaining() + " are there");
        }
    }
}
