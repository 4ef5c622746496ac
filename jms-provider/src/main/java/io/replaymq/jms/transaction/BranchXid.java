package io.replaymq.jms.transaction;

import io.replaymq.broker.api.BranchId;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * The name of a branch, as transaction managers spell it.
 *
 * @param id as the broker spells it
 */
record BranchXid(BranchId id) implements Xid {
    /** As the broker spells it. @throws XAException if it is none */
    static BranchId idOf(@Nullable Xid xid) throws XAException {
        if (xid == null || xid.getGlobalTransactionId() == null || xid.getBranchQualifier() == null) {
            throw XaErrors.of(XAException.XAER_INVAL, "no transaction id was given");
        }
        try {
            return new BranchId(xid.getFormatId(), xid.getGlobalTransactionId(), xid.getBranchQualifier());
        } catch (IllegalArgumentException e) {
            throw XaErrors.of(XAException.XAER_INVAL, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public int getFormatId() {
        return id.formatId();
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return id.globalTransactionId();
    }

    @Override
    public byte[] getBranchQualifier() {
        return id.branchQualifier();
    }
}
