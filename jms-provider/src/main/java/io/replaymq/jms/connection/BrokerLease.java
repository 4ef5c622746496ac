package io.replaymq.jms.connection;

import io.replaymq.broker.api.Broker;

/**
 * A broker for the time of a connection.
 *
 * @param broker the broker
 * @param whenClosed what to do when the connection is closed
 */
public record BrokerLease(Broker broker, Runnable whenClosed) {}
