package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;
import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchDescription.BranchState;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.Consumed;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.remote.api.ProtocolViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads and writes transactions and branches: the structures of the schema. */
final class TransactionValues {
    private static final int CONSUMED_MIN_BYTES = 2 * Long.BYTES + Integer.BYTES + Values.DELIVERY_ID_BYTES;
    private static final int BRANCH_ID_MIN_BYTES = 3 * Integer.BYTES;
    private static final int BRANCH_MIN_BYTES = BRANCH_ID_MIN_BYTES + 1 + Long.BYTES + 2 * Integer.BYTES;

    private TransactionValues() {}

    static void transaction(ByteBuf to, TransactionId transaction) {
        Values.producer(to, transaction.producer());
        to.writeLong(transaction.number());
    }

    static TransactionId transaction(WireReader in) {
        return new TransactionId(Values.producer(in), in.i64AtLeast(0, "transaction number"));
    }

    static void send(ByteBuf to, TransactionSend send) {
        transaction(to, send.transaction());
        to.writeInt(send.index());
        Values.destination(to, send.destination());
        Values.messages(to, send.messages());
    }

    static TransactionSend send(WireReader in) {
        TransactionId transaction = transaction(in);
        int index = in.i32AtLeast(0, "index");
        Destination destination = Values.destination(in);
        return new TransactionSend(transaction, index, destination, Values.messages(in));
    }

    static void end(ByteBuf to, TransactionEnd end) {
        transaction(to, end.transaction());
        to.writeInt(end.sequence()).writeInt(end.sends());
        to.writeInt(end.consumed().size());
        for (Consumed each : end.consumed()) {
            WireText.uuid(to, each.consumer());
            Values.deliveryIds(to, each.deliveries());
        }
    }

    static TransactionEnd end(WireReader in) {
        TransactionId transaction = transaction(in);
        int sequence = in.i32AtLeast(0, "sequence");
        int sends = in.i32AtLeast(0, "sends");
        int count = in.count(CONSUMED_MIN_BYTES, 0, WireLimits.MAX_CONSUMERS, "consumers");
        List<Consumed> consumed = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            consumed.add(consumed(in));
        }
        return new TransactionEnd(transaction, sequence, sends, consumed);
    }

    private static Consumed consumed(WireReader in) {
        UUID consumer = in.uuid();
        List<DeliveryId> deliveries = Values.deliveryIds(in);
        if (deliveries.isEmpty()) {
            throw new ProtocolViolationException("no deliveries of consumer " + consumer + ", expected at least one");
        }
        return new Consumed(consumer, deliveries);
    }

    static void branch(ByteBuf to, BranchId branch) {
        to.writeInt(branch.formatId());
        bytes(to, branch.globalTransactionId());
        bytes(to, branch.branchQualifier());
    }

    private static void bytes(ByteBuf to, byte[] bytes) {
        to.writeInt(bytes.length).writeBytes(bytes);
    }

    static BranchId branch(WireReader in) {
        int formatId = in.i32();
        byte[] globalTransactionId = in.bytes("global transaction id", BranchId.MAX_BYTES);
        return new BranchId(formatId, globalTransactionId, in.bytes("branch qualifier", BranchId.MAX_BYTES));
    }

    static int code(BranchOutcome outcome) {
        return switch (outcome) {
            case COMMIT -> 1;
            case ROLL_BACK -> 2;
        };
    }

    static BranchOutcome outcome(int code) {
        return switch (code) {
            case 1 -> BranchOutcome.COMMIT;
            case 2 -> BranchOutcome.ROLL_BACK;
            default -> throw WireCodes.unknown("outcome", code);
        };
    }

    static int code(BranchVote vote) {
        return switch (vote) {
            case PREPARED -> 1;
            case READ_ONLY -> 2;
        };
    }

    static BranchVote vote(int code) {
        return switch (code) {
            case 1 -> BranchVote.PREPARED;
            case 2 -> BranchVote.READ_ONLY;
            default -> throw WireCodes.unknown("vote", code);
        };
    }

    static void branches(ByteBuf to, List<BranchDescription> branches) {
        to.writeInt(branches.size());
        for (BranchDescription each : branches) {
            branch(to, each.id());
            to.writeByte(code(each.state()))
                    .writeLong(each.preparedMs())
                    .writeInt(each.messages())
                    .writeInt(each.acknowledgements());
        }
    }

    static List<BranchDescription> branches(WireReader in) {
        int count = in.count(BRANCH_MIN_BYTES, 0, WireLimits.MAX_BRANCHES, "branches");
        List<BranchDescription> branches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            branches.add(new BranchDescription(
                    branch(in),
                    state(in.u8()),
                    in.i64(),
                    in.i32AtLeast(0, "messages"),
                    in.i32AtLeast(0, "acknowledgements")));
        }
        return branches;
    }

    private static int code(BranchState state) {
        return switch (state) {
            case PREPARED -> 1;
            case HEURISTICALLY_COMMITTED -> 2;
            case HEURISTICALLY_ROLLED_BACK -> 3;
        };
    }

    private static BranchState state(int code) {
        return switch (code) {
            case 1 -> BranchState.PREPARED;
            case 2 -> BranchState.HEURISTICALLY_COMMITTED;
            case 3 -> BranchState.HEURISTICALLY_ROLLED_BACK;
            default -> throw WireCodes.unknown("state of a branch", code);
        };
    }
}
