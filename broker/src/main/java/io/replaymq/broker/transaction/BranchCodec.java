package io.replaymq.broker.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.transaction.BranchRecord.Ended;
import io.replaymq.broker.transaction.BranchRecord.Judge;
import io.replaymq.broker.transaction.BranchRecord.Prepared;
import io.replaymq.groups.api.Kept;
import io.replaymq.groups.api.RecordId;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The bytes of the internal topic {@code __branches}: {@code docs/format/branches.md}. */
final class BranchCodec {
    /** The part of a branch that says how it stands; its pieces have the parts 0, 1 and so on. */
    static final int STATE = -1;

    private static final byte VERSION = 1;
    private static final byte PREPARED = 1;
    private static final byte COMMITTED = 2;
    private static final byte ROLLED_BACK = 3;
    private static final byte BY_MANAGER = 0;
    private static final byte BY_OPERATOR = 1;
    private static final byte QUEUE = 1;
    private static final byte TOPIC = 2;
    private static final int KEY_BYTES = 4 + 1 + 1 + 4;
    private static final int HEAD_BYTES = 2 + 8 + 2 + 8 + 8 + 4;
    private static final int ID_BYTES = 4 + 8 + 4;
    private static final int KEPT_BYTES = 16 + 4;

    private BranchCodec() {}

    /**
     * What a record is about.
     *
     * @param part which part of the branch
     */
    record BranchPart(BranchId id, int part) {}

    /** A message batch of a branch, and where it goes. */
    record Sent(Destination destination, RecordBatch batch) {}

    static ByteBuffer key(BranchId id, int part) {
        byte[] global = id.globalTransactionId();
        byte[] branch = id.branchQualifier();
        return ByteBuffer.allocate(KEY_BYTES + global.length + branch.length)
                .putInt(id.formatId())
                .put((byte) global.length)
                .put(global)
                .put((byte) branch.length)
                .put(branch)
                .putInt(part)
                .flip();
    }

    static BranchPart decodeKey(ByteBuffer key, String at) {
        return checked(key, at, from -> {
            int format = from.getInt();
            byte[] global = bytes(from, from.get());
            byte[] branch = bytes(from, from.get());
            return new BranchPart(new BranchId(format, global, branch), from.getInt());
        });
    }

    static ByteBuffer encode(BranchRecord record) {
        if (record instanceof Prepared prepared) {
            int size = HEAD_BYTES + 4 + 4;
            for (Kept each : prepared.kept()) {
                size += KEPT_BYTES + each.ids().size() * ID_BYTES;
            }
            ByteBuffer to = head(size, PREPARED, prepared.transaction(), prepared.preparedMs(), prepared.messages())
                    .putInt(prepared.pieces())
                    .putInt(prepared.kept().size());
            prepared.kept().forEach(each -> put(to, each));
            return to.flip();
        }
        Ended ended = (Ended) record;
        byte type = ended.outcome() == BranchOutcome.COMMIT ? COMMITTED : ROLLED_BACK;
        return head(HEAD_BYTES + 4 + 1, type, ended.transaction(), ended.preparedMs(), ended.messages())
                .putInt(ended.acknowledgements())
                .put(ended.judge() == Judge.OPERATOR ? BY_OPERATOR : BY_MANAGER)
                .flip();
    }

    private static ByteBuffer head(int size, byte type, TransactionId transaction, long preparedMs, int messages) {
        return ByteBuffer.allocate(size)
                .put(VERSION)
                .put(type)
                .putLong(transaction.producer().producerId())
                .putShort(transaction.producer().epoch())
                .putLong(transaction.number())
                .putLong(preparedMs)
                .putInt(messages);
    }

    private static void put(ByteBuffer to, Kept kept) {
        to.putLong(kept.keeper().getMostSignificantBits())
                .putLong(kept.keeper().getLeastSignificantBits())
                .putInt(kept.ids().size());
        kept.ids().forEach(id -> to.putInt(id.partition()).putLong(id.offset()).putInt(id.generation()));
    }

    static BranchRecord decode(BranchId id, ByteBuffer value, String at) {
        return checked(value, at, from -> {
            ensureVersion(from, at);
            byte type = from.get();
            ProducerIdentity producer = new ProducerIdentity(from.getLong(), from.getShort());
            TransactionId transaction = new TransactionId(producer, from.getLong());
            long preparedMs = from.getLong();
            int messages = count(from.getInt(), Integer.MAX_VALUE);
            if (type == PREPARED) {
                int pieces = count(from.getInt(), Integer.MAX_VALUE);
                return new Prepared(id, transaction, preparedMs, messages, pieces, kept(from));
            }
            if (type != COMMITTED && type != ROLLED_BACK) {
                throw new UnsupportedFormatException(at + ": type " + type + ", expected 1 to 3");
            }
            int acknowledgements = count(from.getInt(), Integer.MAX_VALUE);
            BranchOutcome outcome = type == COMMITTED ? BranchOutcome.COMMIT : BranchOutcome.ROLL_BACK;
            Judge judge = count(from.get(), BY_OPERATOR) == BY_OPERATOR ? Judge.OPERATOR : Judge.MANAGER;
            return new Ended(id, transaction, outcome, judge, preparedMs, messages, acknowledgements);
        });
    }

    private static List<Kept> kept(ByteBuffer from) {
        int keepers = count(from.getInt(), from.remaining() / KEPT_BYTES);
        List<Kept> all = new ArrayList<>(keepers);
        for (int i = 0; i < keepers; i++) {
            UUID keeper = new UUID(from.getLong(), from.getLong());
            int held = count(from.getInt(), from.remaining() / ID_BYTES);
            List<RecordId> ids = new ArrayList<>(held);
            for (int j = 0; j < held; j++) {
                ids.add(new RecordId(from.getInt(), from.getLong(), from.getInt()));
            }
            all.add(new Kept(keeper, ids));
        }
        return all;
    }

    static ByteBuffer encodePiece(Destination destination, RecordBatch batch) {
        byte[] name = destination.name().getBytes(UTF_8);
        return ByteBuffer.allocate(1 + 1 + 2 + name.length + batch.sizeInBytes())
                .put(VERSION)
                .put(destination.kind() == Destination.Kind.QUEUE ? QUEUE : TOPIC)
                .putShort((short) name.length)
                .put(name)
                .put(batch.bytes())
                .flip();
    }

    static Sent decodePiece(ByteBuffer value, String at) {
        return checked(value, at, from -> {
            ensureVersion(from, at);
            byte kind = from.get();
            if (kind != QUEUE && kind != TOPIC) {
                throw new UnsupportedFormatException(at + ": destination of kind " + kind + ", expected 1 or 2");
            }
            String name = new String(bytes(from, from.getShort()), UTF_8);
            // A copy: the log will write its offsets into the batch, and others may be reading these bytes.
            ByteBuffer batch = ByteBuffer.allocate(from.remaining()).put(from).flip();
            return new Sent(
                    kind == QUEUE ? Destination.queue(name) : Destination.topic(name), RecordBatch.parse(batch));
        });
    }

    /** Reads the whole of a buffer. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(ByteBuffer from) throws MalformedRecordException;
    }

    private static <T> T checked(ByteBuffer bytes, String at, Reading<T> reading) {
        ByteBuffer from = bytes.duplicate();
        try {
            T read = reading.read(from);
            if (from.hasRemaining()) {
                throw new CorruptLogException(at + ": " + from.remaining() + " bytes left over");
            }
            return read;
        } catch (BufferUnderflowException e) {
            throw new CorruptLogException(at + ": cut short", e);
        } catch (IllegalArgumentException | MalformedRecordException e) {
            throw new CorruptLogException(at + ": " + e.getMessage(), e);
        } catch (UnsupportedFormatException | CorruptLogException e) {
            throw e;
        } catch (BrokerException e) { // a destination's name
            throw new CorruptLogException(at + ": " + e.getMessage(), e);
        }
    }

    private static void ensureVersion(ByteBuffer from, String at) {
        byte version = from.get();
        if (version != VERSION) {
            throw new UnsupportedFormatException(at + ": version " + version + ", expected " + VERSION);
        }
    }

    private static byte[] bytes(ByteBuffer from, int length) {
        byte[] bytes = new byte[count(length, from.remaining())];
        from.get(bytes);
        return bytes;
    }

    private static int count(int number, int most) {
        if (number < 0 || number > most) {
            throw new IllegalArgumentException("a count of " + number + ", expected 0 to " + most);
        }
        return number;
    }
}
