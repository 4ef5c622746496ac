package io.replaymq.jms.transaction;

import io.replaymq.broker.api.BranchId;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import javax.transaction.xa.XAException;

/**
 * A branch of a distributed transaction that is neither prepared nor ended, and who works in it.
 *
 * <p><b>Threads:</b> any; its monitor guards who works in it.
 */
final class XaBranch {
    private static final int FINE = 0;

    private final BranchId id;
    private final Work work;
    private final InstantSource clock;
    private final long deadlineMs; // 0: none
    private final Set<XaAssociation> active = new HashSet<>();
    private int suspended;
    private int verdict = FINE;

    XaBranch(BranchId id, Work work, InstantSource clock, int timeoutSeconds) {
        this.id = id;
        this.work = work;
        this.clock = clock;
        this.deadlineMs = timeoutSeconds == 0 ? 0 : clock.millis() + timeoutSeconds * 1_000L;
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
                throw verdict == FINE ? notAssociated() : XaErrors.of(verdict, "branch " + id + " can only roll back");
            }
            suspended--;
        }
    }

    private XAException notAssociated() {
        return XaErrors.of(XAException.XAER_PROTO, "this session does not work in branch " + id);
    }

    /** It can only be rolled back from now on. */
    synchronized void fail() {
        verdict = XAException.XA_RBROLLBACK;
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
        if (verdict == FINE && deadlineMs != 0 && clock.millis() >= deadlineMs) {
            verdict = XAException.XA_RBTIMEOUT;
        }
        if (verdict != FINE) {
            String reason = verdict == XAException.XA_RBTIMEOUT ? "took longer than its timeout" : "has failed";
            throw XaErrors.of(verdict, "branch " + id + " " + reason + ": it can only be rolled back");
        }
    }
}
