package io.replaymq.jms.transaction;

import io.replaymq.jms.consumer.SessionInboxes;
import io.replaymq.jms.producer.TransactionSends;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.TransactionInProgressException;
import javax.transaction.xa.XAException;
import org.jspecify.annotations.Nullable;

/**
 * Which branch the work of one session belongs to at present. Outside of any, each message is sent and acknowledged for itself.
 *
 * <p><b>Threads:</b> the session's works, a transaction manager's may end that; its monitor guards which branch it is.
 */
public final class XaAssociation implements Transactions {
    private final SessionInboxes inboxes;
    private @Nullable XaBranch branch;
    private boolean closed;

    /** Of the session whose consumers these are. */
    public XaAssociation(SessionInboxes inboxes) {
        this.inboxes = inboxes;
    }

    /** How a session's work becomes part of a branch. */
    @FunctionalInterface
    interface Entrance {
        XaBranch enter() throws XAException;
    }

    /** What comes now belongs to a branch. @throws XAException if the session is closed or works in one, or the branch refuses it */
    synchronized void enter(Entrance entrance) throws XAException {
        if (closed) {
            throw XaErrors.of(XAException.XAER_RMFAIL, "the session is closed");
        }
        XaBranch present = branch;
        if (present != null) {
            throw XaErrors.of(XAException.XAER_PROTO, "the session works in branch " + present.id() + " already");
        }
        XaBranch entered = entrance.enter();
        branch = entered;
        inboxes.enter(entered.work().consumed());
    }

    /** What comes now belongs to no branch, if this was the present one. */
    synchronized void leave(XaBranch left) {
        if (branch == left) {
            branch = null;
            inboxes.leave();
        }
    }

    @Override
    public boolean isTransacted() {
        return true;
    }

    @Override
    public @Nullable TransactionSends current() throws JMSException {
        XaBranch present = present();
        return present == null ? null : present.work().sends();
    }

    private synchronized @Nullable XaBranch present() {
        return branch;
    }

    @Override
    public void commit() throws JMSException {
        throw new TransactionInProgressException("the session's transactions are ended by their transaction manager");
    }

    @Override
    public void rollback() throws JMSException {
        commit();
    }

    @Override
    public void recover() throws JMSException {
        throw new IllegalStateException("a session of distributed transactions is not recovered");
    }

    /** A branch that the session works in can only be rolled back; others go on without it. */
    @Override
    public synchronized void close() {
        closed = true;
        XaBranch present = branch;
        if (present != null) {
            present.desert(this);
            leave(present);
        }
    }
}
