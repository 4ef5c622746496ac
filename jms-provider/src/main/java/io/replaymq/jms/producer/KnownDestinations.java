package io.replaymq.jms.producer;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.Destination;
import io.replaymq.jms.api.Replies;
import jakarta.jms.JMSException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The destinations that a connection has sent to in transactions: the first time the broker is asked, so that one that cannot be sent to fails at
 * once and not with the commit. Any thread.
 */
final class KnownDestinations {
    private final BrokerLink link;
    private final Set<Destination> known = ConcurrentHashMap.newKeySet();

    KnownDestinations(BrokerLink link) {
        this.link = link;
    }

    /** @throws JMSException if there is no such destination and there cannot be */
    void require(Destination destination) throws JMSException {
        if (!known.contains(destination)) {
            Replies.await(link.declare(destination));
            known.add(destination);
        }
    }

    /** Asks again next time: temporary destinations go away. */
    void forget() {
        known.clear();
    }
}
