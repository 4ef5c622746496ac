package io.replaymq.transactions.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.transactions.identity.IdentityRecord.Claimed;
import io.replaymq.transactions.identity.IdentityRecord.Committed;
import io.replaymq.transactions.identity.IdentityRecord.Forgotten;
import io.replaymq.transactions.identity.IdentityRecord.NumberRun;
import io.replaymq.transactions.identity.IdentityRecord.Reserved;
import io.replaymq.transactions.identity.IdentityRecord.Standing;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of an {@link IdentityRecord}. A reservation has no key; what is about a name has it as its key, and a type. */
public final class IdentityCodec {
    private static final byte VERSION = 1;
    private static final byte CLAIMED = 1;
    private static final byte COMMITTED = 2;
    private static final byte STANDING = 3;
    private static final byte FORGOTTEN = 4;
    private static final int RUN_BYTES = 2 * Long.BYTES;
    private static final int NAMED_BYTES = 2 + 5 * Long.BYTES;

    private IdentityCodec() {}

    /** Encodes a record. */
    public static RecordContent encode(IdentityRecord record) {
        if (record instanceof Reserved reserved) {
            ByteBuffer value = ByteBuffer.allocate(1 + Long.BYTES).put(VERSION).putLong(reserved.endId());
            return RecordContent.of(null, value.array(), List.of());
        }
        if (record instanceof Claimed claimed) {
            ByteBuffer value = named(CLAIMED, 0);
            putHolder(value, claimed.identity(), claimed.incarnation()).putLong(claimed.atMs());
            return content(claimed.name(), value);
        }
        if (record instanceof Committed committed) {
            ByteBuffer value = named(COMMITTED, 0).putLong(committed.number()).putLong(committed.atMs());
            return content(committed.name(), value);
        }
        if (record instanceof Forgotten forgotten) {
            return content(forgotten.name(), named(FORGOTTEN, 0).putInt(forgotten.incarnation()));
        }
        Standing standing = (Standing) record;
        ByteBuffer value = named(STANDING, standing.committed().size() * RUN_BYTES);
        putHolder(value, standing.identity(), standing.incarnation())
                .putLong(standing.usedMs())
                .putLong(standing.forgottenBelow())
                .putInt(standing.committed().size());
        standing.committed().forEach(run -> value.putLong(run.first()).putLong(run.last()));
        return content(standing.name(), value);
    }

    private static ByteBuffer named(byte type, int more) {
        return ByteBuffer.allocate(NAMED_BYTES + more).put(VERSION).put(type);
    }

    private static ByteBuffer putHolder(ByteBuffer value, ProducerIdentity identity, int incarnation) {
        return value.putLong(identity.producerId()).putShort(identity.epoch()).putInt(incarnation);
    }

    private static RecordContent content(String name, ByteBuffer value) {
        byte[] bytes = new byte[value.position()];
        value.flip().get(bytes);
        return RecordContent.of(name.getBytes(UTF_8), bytes, List.of());
    }

    /**
     * Reads a record.
     *
     * @param where names the partition it is from
     * @throws UnsupportedFormatException if it is of a version or type that is not known
     * @throws CorruptLogException if it is none of these records
     */
    public static IdentityRecord decode(StoredRecord stored, String where) {
        String at = where + " offset " + stored.offset();
        ByteBuffer value = stored.content().value();
        if (value == null || !value.hasRemaining()) {
            throw new CorruptLogException(at + ": no value, expected a record of an identity");
        }
        byte version = value.get();
        if (version != VERSION) {
            throw new UnsupportedFormatException(at + ": version " + version + ", expected " + VERSION);
        }
        try {
            IdentityRecord record = decode(stored.content().key(), value, at);
            if (value.hasRemaining()) {
                throw new CorruptLogException(at + ": " + value.remaining() + " bytes left over");
            }
            return record;
        } catch (BufferUnderflowException e) {
            throw new CorruptLogException(at + ": value is cut short", e);
        } catch (IllegalArgumentException e) {
            throw new CorruptLogException(at + ": " + e.getMessage(), e);
        }
    }

    private static IdentityRecord decode(@Nullable ByteBuffer key, ByteBuffer value, String at) {
        String name = Codec.UTF_8.decode(key);
        if (name == null) {
            return new Reserved(notNegative(value.getLong(), "end of the reserved ids"));
        }
        byte type = value.get();
        return switch (type) {
            case CLAIMED -> new Claimed(name, identity(value), incarnation(value), value.getLong());
            case COMMITTED -> new Committed(name, notNegative(value.getLong(), "number"), value.getLong());
            case STANDING -> standing(name, value);
            case FORGOTTEN -> new Forgotten(name, incarnation(value));
            default -> throw new UnsupportedFormatException(at + ": type " + type + ", expected 1 to 4");
        };
    }

    private static Standing standing(String name, ByteBuffer value) {
        ProducerIdentity identity = identity(value);
        int incarnation = incarnation(value);
        long usedMs = value.getLong();
        long forgottenBelow = notNegative(value.getLong(), "first number that is remembered");
        int count = value.getInt();
        if (count < 0 || count > value.remaining() / RUN_BYTES) {
            throw new IllegalArgumentException(count + " runs claimed in " + value.remaining() + " bytes");
        }
        List<NumberRun> runs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            NumberRun run = new NumberRun(notNegative(value.getLong(), "first number of a run"), value.getLong());
            if (run.last() < run.first()) {
                throw new IllegalArgumentException("run from " + run.first() + " to " + run.last());
            }
            runs.add(run);
        }
        return new Standing(name, identity, incarnation, usedMs, forgottenBelow, runs);
    }

    private static ProducerIdentity identity(ByteBuffer value) {
        return new ProducerIdentity(value.getLong(), value.getShort());
    }

    private static int incarnation(ByteBuffer value) {
        return (int) notNegative(value.getInt(), "incarnation");
    }

    private static long notNegative(long number, String what) {
        if (number < 0) {
            throw new IllegalArgumentException(what + " is " + number + ", expected 0 or more");
        }
        return number;
    }
}
