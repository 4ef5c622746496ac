package io.replaymq.broker.api;

import java.util.Arrays;
import java.util.HexFormat;

/** Names a branch of a distributed transaction, as X/Open XA has it. A value. */
public final class BranchId {
    /** The longest global transaction id and branch qualifier, in bytes. */
    public static final int MAX_BYTES = 64;

    private final int formatId;
    private final byte[] globalTransactionId;
    private final byte[] branchQualifier;

    /** Copies both. @throws IllegalArgumentException if one is longer than {@link #MAX_BYTES} */
    public BranchId(int formatId, byte[] globalTransactionId, byte[] branchQualifier) {
        if (globalTransactionId.length > MAX_BYTES || branchQualifier.length > MAX_BYTES) {
            throw new IllegalArgumentException("a global transaction id of " + globalTransactionId.length
                    + " bytes and a branch qualifier of " + branchQualifier.length + ", expected up to " + MAX_BYTES);
        }
        this.formatId = formatId;
        this.globalTransactionId = globalTransactionId.clone();
        this.branchQualifier = branchQualifier.clone();
    }

    /** Who made the ids. */
    public int formatId() {
        return formatId;
    }

    /** The transaction, a copy. */
    public byte[] globalTransactionId() {
        return globalTransactionId.clone();
    }

    /** The branch of it, a copy. */
    public byte[] branchQualifier() {
        return branchQualifier.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BranchId that
                && formatId == that.formatId
                && Arrays.equals(globalTransactionId, that.globalTransactionId)
                && Arrays.equals(branchQualifier, that.branchQualifier);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * formatId + Arrays.hashCode(globalTransactionId)) + Arrays.hashCode(branchQualifier);
    }

    /** {@code formatId:globalTransactionId:branchQualifier}, the latter two hexadecimal. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return formatId + ":" + hex.formatHex(globalTransactionId) + ":" + hex.formatHex(branchQualifier);
    }
}
