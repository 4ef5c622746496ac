package io.replaymq.jms.transaction;

import io.replaymq.broker.api.BranchId;
import java.util.HashSet;
import java.util.Set;
import javax.transaction.xa.XAException;

/**
 * A branch of a distributed transaction that is neither prepared nor ended, and who works in it.
 *
 * <p><b>Threads:</b> any; its monitor guards who works in it.
 */
final class XaBranch {
    private final BranchId id;
    private final Work work;
    private final XaVerdict verdict;
    private final Set<XaAssociation> active = new HashSet<>();
    private int suspended;

    XaBranch(BranchId id, Work work, XaVerdict verdict) {
        this.id = id;
        this.work = work;
        this.verdict = verdict;
    }

    BranchId id() {
        return id;
    }

    Work work() {
        return work;
    }

    /** A session begins to work in it. */
    synchronized void begin(XaAssociation session) {
        active.add(session);
    }

    /** A session goes on. @throws XAException if none is suspended */
    synchronized void resume(XaAssociation session) throws XAException {
        if (suspended == 0) {
            throw XaErrors.of(XAException.XAER_PROTO, "branch " + id + " is not suspended");
        }
        suspended--;
        active.add(session);
    }

    /** A session pauses. @throws XAException if it does not work in it */
    synchronized void suspend(XaAssociation session) throws XAException {
        if (!active.remove(session)) {
            throw notAssociated();
        }
        suspended++;
    }

    /** A session, or one that is suspended, has done its part. @throws XAException if there is none */
    synchronized void finish(XaAssociation session) throws XAException {
        if (!active.remove(session)) {
            if (suspended == 0) {
                verdict.require(id);
                throw notAssociated();
            }
            suspended--;
        }
    }

    private XAException notAssociated() {
        return XaErrors.of(XAException.XAER_PROTO, "this session does not work in branch " + id);
    }

    /** It can only be rolled back from now on. */
    synchronized void fail() {
        verdict.fail();
    }

    /** A session is closed in the midst of it. */
    synchronized void desert(XaAssociation session) {
        if (active.remove(session)) {
            fail();
        }
    }

    synchronized boolean isBusy() {
        return suspended > 0 || !active.isEmpty();
    }

    /** @throws XAException if it can only be rolled back */
    synchronized void requireFine() throws XAException {
        verdict.require(id);
    }
}
