package io.replaymq.jms;

import io.replaymq.broker.api.Broker;
import io.replaymq.jms.connection.BrokerLease;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A broker that the connections of one factory share. It is opened for the first of them and closed after the last: a factory
 * cannot be closed itself. Any thread.
 */
final class SharedBroker {
    private final Supplier<Broker> opening;
    private @Nullable Broker open;
    private int leases;

    SharedBroker(Supplier<Broker> opening) {
        this.opening = opening;
    }

    synchronized BrokerLease lease() {
        Broker broker = open == null ? opening.get() : open;
        open = broker;
        leases++;
        AtomicBoolean returned = new AtomicBoolean();
        return new BrokerLease(broker, () -> {
            if (returned.compareAndSet(false, true)) {
                giveBack();
            }
        });
    }

    private void giveBack() {
        Broker unused = null;
        synchronized (this) {
            leases--;
            if (leases == 0) {
                unused = open;
                open = null;
            }
        }
        if (unused != null) {
            unused.close();
        }
    }
}
