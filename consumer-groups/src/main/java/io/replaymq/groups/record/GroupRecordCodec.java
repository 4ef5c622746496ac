package io.replaymq.groups.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.record.PageImage.DeliveryCount;
import io.replaymq.log.record.RecordContent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Encodes group records. The one place, with {@link GroupRecordDecoder}, that knows their layout: {@code docs/format/group-records.md}. */
public final class GroupRecordCodec {
    static final byte VERSION = 1;
    /** Of a cursor image in which some offset is not to be delivered before a time. */
    static final byte VERSION_WITH_DELAYS = 2;
    /** Of a group that has a filter. */
    static final byte VERSION_WITH_FILTER = 2;
    /** Of settings with an expiry topic. */
    static final byte VERSION_WITH_EXPIRY = 2;
    /** Of a cursor image in which the delivered mark does not say all. */
    static final byte VERSION_WITH_EXCEPTIONS = 3;

    static final byte CREATED = 1;
    static final byte DELETED = 2;
    static final byte JOINED = 3;
    static final byte LEFT = 4;
    static final byte CURSOR = 5;
    static final byte ALTERED = 6;
    static final byte SOURCE = 7;

    static final byte UNTIL_DELETED = 1;
    static final byte WITH_ITS_MEMBERS = 2;

    static final int ID_BYTES = 2 * Long.BYTES;
    static final int HEAD_BYTES = 2 + ID_BYTES;
    static final int CURSOR_HEAD_BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;
    static final int RUN_BYTES = 2 * Long.BYTES;
    static final int PAGE_HEAD_BYTES = Long.BYTES + Short.BYTES;
    static final int COUNT_BYTES = Short.BYTES + Integer.BYTES;
    static final int COUNT_WITH_DELAY_BYTES = COUNT_BYTES + Long.BYTES;
    static final int SETTINGS_BYTES = Integer.BYTES + 5 * Long.BYTES;

    private GroupRecordCodec() {}

    /** The record as the content of a log record: no key, no headers. */
    public static RecordContent encode(GroupRecord record) {
        return RecordContent.of(null, encodeValue(record), List.of());
    }

    private static byte[] encodeValue(GroupRecord record) {
        if (record instanceof CursorImage image) {
            return encodeCursor(image);
        }
        if (record instanceof GroupRecord.Created created) {
            return encodeCreated(created);
        }
        if (record instanceof GroupRecord.Source source) {
            return encodeSource(source);
        }
        if (record instanceof GroupRecord.Joined joined) {
            return encodeMember(JOINED, joined.groupId(), joined.memberId());
        }
        if (record instanceof GroupRecord.Left left) {
            return encodeMember(LEFT, left.groupId(), left.memberId());
        }
        if (record instanceof GroupRecord.Altered altered) {
            return encodeAltered(altered);
        }
        byte[] value = new byte[HEAD_BYTES];
        head(value, DELETED, record.groupId());
        return value;
    }

    private static byte[] encodeMember(byte type, UUID groupId, UUID memberId) {
        byte[] value = new byte[HEAD_BYTES + ID_BYTES];
        put(head(value, type, groupId), memberId);
        return value;
    }

    private static byte[] encodeAltered(GroupRecord.Altered altered) {
        GroupSettings settings = altered.settings();
        byte[] topic = textOf(settings.deadLetterTopic());
        byte[] expiryTopic = textOf(settings.expiryTopic());
        byte version = expiryTopic.length == 0 ? VERSION : VERSION_WITH_EXPIRY;
        int more = version == VERSION ? 0 : Short.BYTES + expiryTopic.length;
        byte[] value = new byte[HEAD_BYTES + SETTINGS_BYTES + Short.BYTES + topic.length + more];
        ByteBuffer to = head(value, ALTERED, version, altered.groupId());
        to.putLong(altered.revision());
        to.putInt(settings.deliveryLimit());
        to.putLong(settings.redelivery().delay().toMillis());
        to.putDouble(settings.redelivery().multiplier());
        to.putLong(settings.redelivery().maxDelay().toMillis());
        to.putLong(settings.acquisitionTimeout().toMillis());
        to.putShort((short) topic.length).put(topic);
        if (version != VERSION) {
            to.putShort((short) expiryTopic.length).put(expiryTopic);
        }
        return value;
    }

    private static byte[] encodeSource(GroupRecord.Source source) {
        byte[] topic = source.partition().topic().getBytes(UTF_8);
        byte[] value = new byte[HEAD_BYTES + 2 * Integer.BYTES + Short.BYTES + topic.length];
        ByteBuffer to = head(value, SOURCE, source.groupId());
        to.putInt(source.number()).putInt(source.partition().partition());
        to.putShort((short) topic.length).put(topic);
        return value;
    }

    private static byte[] textOf(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(UTF_8);
    }

    private static byte[] encodeCreated(GroupRecord.Created created) {
        byte[] name = created.name().getBytes(UTF_8);
        byte[] topic = created.topic().getBytes(UTF_8);
        byte[] filter = textOf(created.filter());
        byte version = filter.length == 0 ? VERSION : VERSION_WITH_FILTER;
        int fixed = HEAD_BYTES + 1 + 2 * Short.BYTES + Integer.BYTES;
        int more = version == VERSION ? 0 : Short.BYTES + filter.length;
        byte[] value =
                new byte[fixed + name.length + topic.length + created.floors().size() * Long.BYTES + more];
        ByteBuffer to = head(value, CREATED, version, created.groupId());
        to.put(codeOf(created.lifetime()));
        to.putShort((short) name.length).put(name);
        to.putShort((short) topic.length).put(topic);
        to.putInt(created.floors().size());
        for (long each : created.floors()) {
            to.putLong(each);
        }
        if (version != VERSION) {
            to.putShort((short) filter.length).put(filter);
        }
        return value;
    }

    private static byte codeOf(GroupLifetime lifetime) {
        return switch (lifetime) {
            case UNTIL_DELETED -> UNTIL_DELETED;
            case WITH_ITS_MEMBERS -> WITH_ITS_MEMBERS;
        };
    }

    private static byte[] encodeCursor(CursorImage image) {
        byte version =
                image.hasExceptions() ? VERSION_WITH_EXCEPTIONS : image.hasDelays() ? VERSION_WITH_DELAYS : VERSION;
        byte[] value = new byte[HEAD_BYTES + sizeOf(image, version)];
        ByteBuffer to = head(value, CURSOR, version, image.groupId());
        to.putInt(image.partition()).putInt(image.generation());
        to.putLong(image.floor()).putLong(image.deliveredMark());
        to.putShort((short) image.runs().size());
        for (PageRun each : image.runs()) {
            to.putLong(each.firstPage()).putLong(each.endPage());
        }
        to.putShort((short) image.pages().size());
        for (PageImage each : image.pages()) {
            putPage(to, each, version);
        }
        return value;
    }

    private static int sizeOf(CursorImage image, byte version) {
        int countBytes = version == VERSION ? COUNT_BYTES : COUNT_WITH_DELAY_BYTES;
        int size = CURSOR_HEAD_BYTES + 2 * Short.BYTES + image.runs().size() * RUN_BYTES;
        for (PageImage each : image.pages()) {
            size += Long.BYTES + sizeOf(each.settled());
            size += version == VERSION_WITH_EXCEPTIONS ? sizeOf(each.waiting()) + sizeOf(each.offered()) : 0;
            size += Short.BYTES + each.counts().size() * countBytes;
        }
        return size;
    }

    private static void putPage(ByteBuffer to, PageImage page, byte version) {
        to.putLong(page.page());
        putWords(to, page.settled());
        if (version == VERSION_WITH_EXCEPTIONS) {
            putWords(to, page.waiting());
            putWords(to, page.offered());
        }
        to.putShort((short) page.counts().size());
        for (DeliveryCount each : page.counts()) {
            to.putShort((short) each.place()).putInt(each.count());
            if (version != VERSION) {
                to.putLong(each.notBeforeMs());
            }
        }
    }

    private static int sizeOf(long[] words) {
        return Short.BYTES + Integer.bitCount(wordsPresent(words)) * Long.BYTES;
    }

    private static void putWords(ByteBuffer to, long[] words) {
        to.putShort((short) wordsPresent(words));
        for (long each : words) {
            if (each != 0) {
                to.putLong(each);
            }
        }
    }

    private static int wordsPresent(long[] words) {
        int present = 0;
        for (int i = 0; i < PageImage.WORDS; i++) {
            present |= words[i] == 0 ? 0 : 1 << i;
        }
        return present;
    }

    private static ByteBuffer head(byte[] value, byte type, UUID groupId) {
        return head(value, type, VERSION, groupId);
    }

    private static ByteBuffer head(byte[] value, byte type, byte version, UUID groupId) {
        return put(ByteBuffer.wrap(value).put(type).put(version), groupId);
    }

    private static ByteBuffer put(ByteBuffer to, UUID id) {
        return to.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
}
