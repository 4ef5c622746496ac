package io.replaymq.jms.transaction;

import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.jms.consumer.Unsettled;
import io.replaymq.jms.producer.TransactionProducers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.transaction.xa.XAException;

/**
 * The branches that the sessions of one connection work in: any of its resources may end any of them. What the connection has prepared is
 * remembered too, until it is told the outcome, so that the protocol can be checked.
 *
 * <p><b>Threads:</b> any; its monitor guards the names.
 */
public final class XaBranches {
    private final BrokerLink link;
    private final TransactionProducers producers;
    private final LongSupplier nanoTime;
    private final Map<BranchId, XaBranch> open = new HashMap<>();
    private final Set<BranchId> prepared = new HashSet<>();

    /**
     * Of a connection.
     *
     * @param nanoTime a monotonic clock, as {@link System#nanoTime()}: a time-out does not follow a clock that is set
     */
    public XaBranches(BrokerLink link, TransactionProducers producers, LongSupplier nanoTime) {
        this.link = link;
        this.producers = producers;
        this.nanoTime = nanoTime;
    }

    BrokerLink link() {
        return link;
    }

    /**
     * Begins one.
     *
     * @param timeoutSeconds how long it may take; 0: as long as the broker allows
     * @throws XAException if there is one
     */
    synchronized XaBranch begin(BranchId id, int timeoutSeconds) throws XAException {
        if (open.containsKey(id) || prepared.contains(id)) {
            throw XaErrors.of(XAException.XAER_DUPID, "branch " + id + " exists already");
        }
        XaBranch begun =
                new XaBranch(id, new Work(link, producers, new Unsettled()), new XaVerdict(nanoTime, timeoutSeconds));
        open.put(id, begun);
        return begun;
    }

    /** One that is not prepared. @throws XAException if there is none */
    synchronized XaBranch find(BranchId id) throws XAException {
        XaBranch found = open.get(id);
        if (found == null) {
            throw prepared.contains(id)
                    ? XaErrors.of(XAException.XAER_PROTO, "branch " + id + " is prepared already")
                    : XaErrors.of(XAException.XAER_NOTA, "branch " + id + " is not known to this connection");
        }
        return found;
    }

    synchronized boolean isOpen(BranchId id) {
        return open.containsKey(id);
    }

    /** Takes one out to end it. @throws XAException if there is none, or it is worked in */
    synchronized XaBranch take(BranchId id) throws XAException {
        XaBranch found = find(id);
        if (found.isBusy()) {
            throw XaErrors.of(
                    XAException.XAER_PROTO, "sessions still work in branch " + id + ", or are suspended in it");
        }
        open.remove(id);
        found.work().close();
        return found;
    }

    /** The broker has it now. */
    synchronized void prepared(BranchId id) {
        prepared.add(id);
    }

    /** It was told its outcome, or the broker does not know it. */
    synchronized void ended(BranchId id) {
        prepared.remove(id);
    }

    /** A resource of one session. */
    public JmsXaResource resource(XaAssociation session) {
        return new JmsXaResource(this, session);
    }
}
