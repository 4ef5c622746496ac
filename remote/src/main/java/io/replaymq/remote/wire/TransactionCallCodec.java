package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;
import java.util.EnumSet;
import java.util.Set;

/** Reads and writes what is asked about transactions. */
final class TransactionCallCodec {
    private static final Set<FrameType> TYPES = EnumSet.of(
            FrameType.COMMIT,
            FrameType.ROLL_BACK,
            FrameType.PREPARE,
            FrameType.END_BRANCH,
            FrameType.FORGET_BRANCH,
            FrameType.LIST_BRANCHES);

    private TransactionCallCodec() {}

    static FrameType type(TransactionCall call) {
        if (call instanceof TransactionCall.Commit) {
            return FrameType.COMMIT;
        }
        if (call instanceof TransactionCall.RollBack) {
            return FrameType.ROLL_BACK;
        }
        if (call instanceof TransactionCall.Prepare) {
            return FrameType.PREPARE;
        }
        if (call instanceof TransactionCall.EndBranch) {
            return FrameType.END_BRANCH;
        }
        return call instanceof TransactionCall.ForgetBranch ? FrameType.FORGET_BRANCH : FrameType.LIST_BRANCHES;
    }

    static boolean isOne(FrameType type) {
        return TYPES.contains(type);
    }

    static void write(ByteBuf to, TransactionCall call) {
        if (call instanceof TransactionCall.Commit commit) {
            TransactionValues.end(to, commit.end());
        } else if (call instanceof TransactionCall.RollBack rollBack) {
            TransactionValues.transaction(to, rollBack.transaction());
        } else if (call instanceof TransactionCall.Prepare prepare) {
            TransactionValues.branch(to, prepare.branch());
            TransactionValues.end(to, prepare.end());
        } else if (call instanceof TransactionCall.EndBranch end) {
            TransactionValues.branch(to, end.branch());
            to.writeByte(TransactionValues.code(end.outcome()));
        } else if (call instanceof TransactionCall.ForgetBranch forget) {
            TransactionValues.branch(to, forget.branch());
        }
    }

    static TransactionCall read(FrameType type, WireReader in) {
        return switch (type) {
            case COMMIT -> new TransactionCall.Commit(TransactionValues.end(in));
            case ROLL_BACK -> new TransactionCall.RollBack(TransactionValues.transaction(in));
            case PREPARE -> new TransactionCall.Prepare(TransactionValues.branch(in), TransactionValues.end(in));
            case END_BRANCH ->
                new TransactionCall.EndBranch(TransactionValues.branch(in), TransactionValues.outcome(in.u8()));
            case FORGET_BRANCH -> new TransactionCall.ForgetBranch(TransactionValues.branch(in));
            case LIST_BRANCHES -> TransactionCall.ListBranches.INSTANCE;
            default -> throw new IllegalStateException(type + " asks nothing about transactions");
        };
    }
}
