package io.replaymq.jms.connection;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.jms.api.ClientOptions;
import io.replaymq.jms.api.Replies;
import jakarta.jms.JMSException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;

/**
 * A link that is open, with what else a connection is made of.
 *
 * @param lease the broker, for as long as the connection is there
 * @param link the way to it
 * @param options how the factory was told to behave
 * @param clock what time it is
 * @param failure learns of the link's loss
 * @param name distinguishes the connection's threads
 * @param anonymousSender distinguishes its messages as long as it has no client identifier
 */
record Opened(
        BrokerLease lease,
        BrokerLink link,
        ClientOptions options,
        InstantSource clock,
        Failure failure,
        String name,
        long anonymousSender) {
    /** Connects and makes a connection of a kind; gives the lease back if that fails. */
    static <C extends JmsConnection> C open(
            BrokerLease lease, ClientOptions options, InstantSource clock, Function<Opened, C> kind)
            throws JMSException {
        UUID token = UUID.randomUUID();
        String name = token.toString().substring(0, 8);
        Failure failure = new Failure("replaymq-exception-" + name);
        try {
            BrokerLink link =
                    Replies.await(lease.broker().connect(new LinkRequest(token, options.clientId()), failure));
            long sender = UUID.randomUUID().getMostSignificantBits();
            C connection = kind.apply(new Opened(lease, link, options, clock, failure, name, sender));
            failure.tell(connection::lost);
            return connection;
        } catch (JMSException e) {
            lease.whenClosed().run();
            throw e;
        }
    }
}
