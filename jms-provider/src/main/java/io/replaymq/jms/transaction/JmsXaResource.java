package io.replaymq.jms.transaction;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.jms.api.Replies;
import jakarta.jms.JMSException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction manager does with a session of distributed transactions. X/Open XA, chapter 5; Jakarta Transactions, section 3.4.
 *
 * <p><b>Threads:</b> any. Ending branches waits for the broker.
 */
public final class JmsXaResource implements XAResource {
    private static final Xid[] NONE = {};

    private final XaBranches branches;
    private final XaAssociation session;
    private volatile int timeoutSeconds; // 0: as long as the broker allows
    private volatile boolean scanning;

    JmsXaResource(XaBranches branches, XaAssociation session) {
        this.branches = branches;
        this.session = session;
    }

    @Override
    public void start(@Nullable Xid xid, int flags) throws XAException {
        BranchId id = BranchXid.idOf(xid);
        switch (flags) {
            case TMNOFLAGS -> session.enter(() -> begun(branches.begin(id, timeoutSeconds)));
            case TMJOIN -> session.enter(() -> begun(fine(branches.find(id))));
            case TMRESUME -> session.enter(() -> resumed(branches.find(id)));
            default -> throw illegal("start", flags);
        }
    }

    private XaBranch begun(XaBranch branch) {
        branch.begin(session);
        return branch;
    }

    private XaBranch resumed(XaBranch branch) throws XAException {
        branch.resume(session);
        return branch;
    }

    private static XaBranch fine(XaBranch branch) throws XAException {
        branch.requireFine();
        return branch;
    }

    @Override
    public void end(@Nullable Xid xid, int flags) throws XAException {
        BranchId id = BranchXid.idOf(xid);
        if (flags != TMSUCCESS && flags != TMFAIL && flags != TMSUSPEND) {
            throw illegal("end", flags);
        }
        XaBranch branch = branches.find(id);
        if (flags == TMSUSPEND) {
            branch.suspend(session);
        } else {
            branch.finish(session);
        }
        session.leave(branch);
        if (flags == TMFAIL) {
            branch.fail();
        } else if (flags == TMSUCCESS) {
            branch.requireFine();
        }
    }

    @Override
    public int prepare(@Nullable Xid xid) throws XAException {
        BranchId id = BranchXid.idOf(xid);
        XaBranch branch = takeFine(id);
        try {
            BranchVote vote = branch.work().prepare(id);
            if (vote == BranchVote.READ_ONLY) {
                return XA_RDONLY;
            }
            branches.prepared(id);
            return XA_OK;
        } catch (JMSException e) {
            throw XaErrors.ofEnding(e, XAException.XAER_RMFAIL); // whoever recovers finds it or does not
        }
    }

    @Override
    public void commit(@Nullable Xid xid, boolean onePhase) throws XAException {
        BranchId id = BranchXid.idOf(xid);
        if (onePhase) {
            commitInOnePhase(takeFine(id));
            return;
        }
        if (branches.isOpen(id)) {
            throw XaErrors.of(XAException.XAER_PROTO, "branch " + id + " is not prepared");
        }
        tell(id, BranchOutcome.COMMIT, XAException.XA_HEURRB);
    }

    private static void commitInOnePhase(XaBranch branch) throws XAException {
        try {
            branch.work().commit();
        } catch (JMSException e) {
            throw XaErrors.ofEnding(e, XAException.XA_HEURHAZ);
        }
    }

    /** Takes a branch out to end it. One that can only be rolled back is, and that is what the exception says. */
    private XaBranch takeFine(BranchId id) throws XAException {
        XaBranch branch = branches.take(id);
        try {
            branch.requireFine();
        } catch (XAException e) {
            rollBack(branch);
            throw e;
        }
        return branch;
    }

    @Override
    public void rollback(@Nullable Xid xid) throws XAException {
        BranchId id = BranchXid.idOf(xid);
        if (branches.isOpen(id)) {
            rollBack(branches.take(id));
        } else {
            tell(id, BranchOutcome.ROLL_BACK, XAException.XA_HEURCOM);
        }
    }

    private static void rollBack(XaBranch branch) throws XAException {
        try {
            branch.work().rollBack();
        } catch (JMSException e) {
            throw XaErrors.ofOutcome(e, XAException.XAER_RMFAIL);
        }
    }

    private void tell(BranchId id, BranchOutcome outcome, int otherwise) throws XAException {
        try {
            Replies.await(branches.link().end(id, outcome));
        } catch (JMSException e) {
            XAException failure = XaErrors.ofOutcome(e, otherwise);
            if (failure.errorCode == XAException.XAER_NOTA) {
                branches.ended(id);
            }
            throw failure;
        }
        branches.ended(id);
    }

    @Override
    public void forget(@Nullable Xid xid) throws XAException {
        BranchId id = BranchXid.idOf(xid);
        if (branches.isOpen(id)) {
            throw XaErrors.of(XAException.XAER_PROTO, "branch " + id + " has not ended");
        }
        try {
            Replies.await(branches.link().forget(id));
        } catch (JMSException e) {
            throw XaErrors.ofOutcome(e, XAException.XAER_RMFAIL);
        }
        branches.ended(id);
    }

    /** All of them when a scan begins, none when it goes on. */
    @Override
    public Xid[] recover(int flags) throws XAException {
        if ((flags & ~(TMSTARTRSCAN | TMENDRSCAN)) != 0 || ((flags & TMSTARTRSCAN) == 0 && !scanning)) {
            throw illegal(scanning ? "recover" : "recover without a scan", flags);
        }
        scanning = (flags & TMENDRSCAN) == 0;
        return (flags & TMSTARTRSCAN) == 0 ? NONE : scan();
    }

    private Xid[] scan() throws XAException {
        try {
            return Replies.await(branches.link().branches()).stream()
                    .map(BranchDescription::id)
                    .map(BranchXid::new)
                    .toArray(Xid[]::new);
        } catch (JMSException e) {
            throw XaErrors.ofOutcome(e, XAException.XAER_RMFAIL);
        }
    }

    private static XAException illegal(String call, int flags) {
        return XaErrors.of(XAException.XAER_INVAL, call + " with flags 0x" + Integer.toHexString(flags));
    }

    /** Whether both belong to the same connection: then one may join, and end, the branches of the other. */
    @Override
    public boolean isSameRM(@Nullable XAResource other) {
        return other instanceof JmsXaResource ours && ours.branches == branches;
    }

    @Override
    public int getTransactionTimeout() {
        return timeoutSeconds;
    }

    /** Holds for branches that are started then. The broker's own limit holds besides. */
    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        if (seconds < 0) {
            throw XaErrors.of(XAException.XAER_INVAL, "timeout of " + seconds + " s, expected 0 (the default) or more");
        }
        timeoutSeconds = seconds;
        return true;
    }
}
