package io.replaymq.wild.xa;

import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Another resource, with a name, and with steps before and after the calls that decide. */
record SteppedXaResource(String name, XAResource resource, Steps steps) implements XAResource {
    @Override
    public int prepare(Xid xid) throws XAException {
        steps.reach();
        int vote = resource.prepare(xid);
        steps.reach();
        return vote;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        steps.reach();
        resource.commit(xid, onePhase);
        steps.reach();
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        resource.rollback(xid);
    }

    @Override
    public void forget(Xid xid) throws XAException {
        resource.forget(xid);
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        resource.start(xid, flags);
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        resource.end(xid, flags);
    }

    @Override
    public Xid[] recover(int flags) throws XAException {
        return resource.recover(flags);
    }

    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return resource.isSameRM(other instanceof SteppedXaResource stepped ? stepped.resource : other);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return resource.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return resource.setTransactionTimeout(seconds);
    }
}
