package io.replaymq.groups.record;

import static io.replaymq.groups.record.GroupRecordCodec.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.groups.record.PageImage.DeliveryCount;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnsupportedFormatException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decodes one group record. Every length and count is checked against the bytes present before anything is allocated for it. */
public final class GroupRecordDecoder {
    private static final long MAX_PAGE = Long.MAX_VALUE >> PageImage.OFFSET_BITS;

    private final ByteBuffer from;
    private final String where;

    private GroupRecordDecoder(ByteBuffer from, String where) {
        this.from = from;
        this.where = where;
    }

    /**
     * Decodes a log record's value.
     *
     * @param where names the place in messages
     * @throws CorruptLogException if it is none of our records, or not exactly one
     * @throws UnsupportedFormatException if its version is not known
     */
    public static GroupRecord decode(@Nullable ByteBuffer value, String where) {
        if (value == null) {
            throw new CorruptLogException(where + ": no value, expected a group record");
        }
        GroupRecordDecoder decoder = new GroupRecordDecoder(value.slice(), where);
        GroupRecord record = decoder.record();
        if (decoder.from.hasRemaining()) {
            throw decoder.corrupt(decoder.from.remaining() + " bytes left over");
        }
        return record;
    }

    private GroupRecord record() {
        need(HEAD_BYTES, "head");
        byte type = from.get();
        byte version = from.get();
        int newest = newestVersion(type);
        if (version < VERSION || version > newest) {
            throw new UnsupportedFormatException(where + ": version " + version + ", expected "
                    + (newest > VERSION ? VERSION + " to " + newest : VERSION));
        }
        UUID groupId = id();
        return switch (type) {
            case CREATED -> created(groupId, version);
            case DELETED -> new GroupRecord.Deleted(groupId);
            case JOINED -> new GroupRecord.Joined(groupId, memberId());
            case LEFT -> new GroupRecord.Left(groupId, memberId());
            case CURSOR -> cursor(groupId, version);
            case ALTERED -> altered(groupId, version);
            case SOURCE -> source(groupId);
            default -> throw corrupt("type " + type + ", expected " + CREATED + " to " + SOURCE);
        };
    }

    private static int newestVersion(byte type) {
        return switch (type) {
            case CURSOR -> VERSION_WITH_EXCEPTIONS;
            case CREATED -> VERSION_WITH_FILTER;
            case ALTERED -> VERSION_WITH_EXPIRY;
            default -> VERSION;
        };
    }

    private GroupRecord created(UUID groupId, byte version) {
        need(1, "lifetime");
        GroupLifetime lifetime = lifetime(from.get());
        String name = text("name");
        if (name.isEmpty() || name.length() > GroupSpec.MAX_NAME_BYTES) {
            throw corrupt("name of " + name.length() + " characters, expected 1 to " + GroupSpec.MAX_NAME_BYTES);
        }
        String topic = text("topic");
        need(Integer.BYTES, "number of partitions");
        int partitions = from.getInt();
        need((long) partitions * Long.BYTES, "floors of " + partitions + " partitions");
        List<Long> floors = new ArrayList<>(partitions);
        for (int i = 0; i < partitions; i++) {
            floors.add(notNegative(from.getLong(), "floor"));
        }
        String filter = version == VERSION ? null : someText("filter", GroupSpec.MAX_FILTER_BYTES);
        return new GroupRecord.Created(groupId, name, topic, lifetime, floors, filter);
    }

    private GroupLifetime lifetime(byte code) {
        return switch (code) {
            case UNTIL_DELETED -> GroupLifetime.UNTIL_DELETED;
            case WITH_ITS_MEMBERS -> GroupLifetime.WITH_ITS_MEMBERS;
            default -> throw corrupt("lifetime " + code + ", expected " + UNTIL_DELETED + " or " + WITH_ITS_MEMBERS);
        };
    }

    private GroupRecord altered(UUID groupId, byte version) {
        need(SETTINGS_BYTES, "settings");
        long revision = from.getLong();
        if (revision < 1) {
            throw corrupt("revision " + revision + ", expected 1 or more");
        }
        int limit = from.getInt();
        Duration delay = Duration.ofMillis(from.getLong());
        double multiplier = from.getDouble();
        Duration maxDelay = Duration.ofMillis(from.getLong());
        Duration acquisition = Duration.ofMillis(from.getLong());
        String topic = text("dead-letter topic");
        String expiryTopic = version == VERSION ? null : someText("expiry topic", Short.MAX_VALUE);
        try {
            RedeliveryPolicy policy = new RedeliveryPolicy(delay, multiplier, maxDelay);
            GroupSettings settings =
                    new GroupSettings(limit, topic.isEmpty() ? null : topic, policy, acquisition, expiryTopic);
            return new GroupRecord.Altered(groupId, revision, settings);
        } catch (IllegalArgumentException e) {
            throw corrupt("settings out of range: " + e.getMessage());
        }
    }

    private GroupRecord source(UUID groupId) {
        need(2 * Integer.BYTES, "numbers of a source");
        int number = (int) notNegative(from.getInt(), "number");
        int partition = (int) notNegative(from.getInt(), "partition");
        return new GroupRecord.Source(groupId, number, new TopicPartition(text("topic"), partition));
    }

    private GroupRecord cursor(UUID groupId, byte version) {
        need(CURSOR_HEAD_BYTES, "cursor");
        int partition = (int) notNegative(from.getInt(), "partition");
        int generation = (int) notNegative(from.getInt(), "generation");
        long floor = notNegative(from.getLong(), "floor");
        long deliveredMark = notNegative(from.getLong(), "delivered mark");
        return new CursorImage(groupId, partition, generation, floor, deliveredMark, runs(), pages(version));
    }

    private List<PageRun> runs() {
        int count = count("runs");
        need((long) count * RUN_BYTES, count + " runs");
        List<PageRun> runs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long first = page();
            long end = page();
            if (end <= first) {
                throw corrupt("run of pages " + first + " to " + end);
            }
            runs.add(new PageRun(first, end));
        }
        return runs;
    }

    private List<PageImage> pages(byte version) {
        int count = count("pages");
        need((long) count * (PAGE_HEAD_BYTES + Short.BYTES), count + " pages");
        List<PageImage> pages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            need(Long.BYTES, "page");
            long page = page();
            long[] settled = words();
            pages.add(
                    version == VERSION_WITH_EXCEPTIONS
                            ? new PageImage(page, settled, words(), words(), counts(version))
                            : new PageImage(page, settled, counts(version)));
        }
        return pages;
    }

    private long[] words() {
        int present = count("words of a page");
        need((long) Integer.bitCount(present) * Long.BYTES, "words of a page");
        long[] words = new long[PageImage.WORDS];
        for (int i = 0; i < PageImage.WORDS; i++) {
            if ((present & (1 << i)) != 0) {
                words[i] = from.getLong();
            }
        }
        return words;
    }

    private List<DeliveryCount> counts(byte version) {
        int count = count("delivery counts");
        need((long) count * (version == VERSION ? COUNT_BYTES : COUNT_WITH_DELAY_BYTES), count + " delivery counts");
        List<DeliveryCount> counts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int place = from.getShort();
            int times = from.getInt();
            if (place < 0 || place >= PageImage.OFFSETS || times < 1) {
                throw corrupt("delivery count " + times + " at place " + place);
            }
            long notBeforeMs = version == VERSION ? 0 : notNegative(from.getLong(), "time of redelivery");
            counts.add(new DeliveryCount(place, times, notBeforeMs));
        }
        return counts;
    }

    private long page() {
        long page = from.getLong();
        if (page < 0 || page > MAX_PAGE) {
            throw corrupt("page " + page + ", expected 0 to " + MAX_PAGE);
        }
        return page;
    }

    private String text(String what) {
        int bytes = count(what);
        need(bytes, what + " of " + bytes + " bytes");
        byte[] text = new byte[bytes];
        from.get(text);
        return new String(text, UTF_8);
    }

    private String someText(String what, int most) {
        int at = from.position();
        String text = text(what);
        int bytes = from.position() - at - Short.BYTES;
        if (bytes == 0 || bytes > most || text.getBytes(UTF_8).length != bytes) {
            throw corrupt(what + " of " + bytes + " bytes, expected 1 to " + most + " of UTF-8");
        }
        return text;
    }

    private int count(String what) {
        need(Short.BYTES, "number of " + what);
        return from.getShort() & 0xFFFF;
    }

    private UUID memberId() {
        need(ID_BYTES, "member id");
        return id();
    }

    private UUID id() {
        return new UUID(from.getLong(), from.getLong());
    }

    private long notNegative(long value, String what) {
        if (value < 0) {
            throw corrupt(what + " " + value + ", expected 0 or more");
        }
        return value;
    }

    private void need(long bytes, String what) {
        if (bytes < 0 || bytes > from.remaining()) {
            throw corrupt(what + " needs " + bytes + " bytes, " + from.remaining() + " are there");
        }
    }

    private CorruptLogException corrupt(String found) {
        return new CorruptLogException(where + " byte " + from.position() + ": " + found);
    }
}
