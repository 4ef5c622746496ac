package io.replaymq.jms.session;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.jms.api.ClientOptions;
import io.replaymq.jms.producer.SendWindow;
import io.replaymq.jms.producer.TransactionProducers;
import io.replaymq.jms.transaction.XaBranches;
import jakarta.jms.JMSException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What a session needs of its connection. */
public interface SessionOwner {
    /** The way to the broker. */
    BrokerLink link();

    /** How the connection's factory was told to behave. */
    ClientOptions options();

    /** Bounds what its sessions have on their way. */
    SendWindow sendWindow();

    /** The producer identities of its sessions' transactions. */
    TransactionProducers transactionProducers();

    /** The branches of distributed transactions that its sessions work in. */
    XaBranches branches();

    /** What time it is. */
    InstantSource clock();

    /** The client identifier, or null. */
    @Nullable
    String clientId();

    /** Who messages say they are from, for subscriptions that leave out their own connection's. */
    long senderId();

    /** Told when a session has closed. */
    void ended(JmsSession session) throws JMSException;
}
