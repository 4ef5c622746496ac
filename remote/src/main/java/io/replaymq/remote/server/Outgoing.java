package io.replaymq.remote.server;

/** Something to be sent, left in a connection's outbox by whichever thread had it. */
@FunctionalInterface
interface Outgoing {
    /** Encodes it. On the connection's event loop. */
    void encode(Answers to);
}
