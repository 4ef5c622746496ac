package io.replaymq.benchmarks.driver;

import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** Commits a transacted session after each so many messages; nothing if the session is not transacted. Belongs to the session's thread. */
final class JmsCommits {
    private final Session session;
    private final int messages;
    private int pending;

    /** @param messages of a transaction; 0 if the session is not transacted */
    JmsCommits(Session session, int messages) {
        this.session = session;
        this.messages = messages;
    }

    /** A message was sent or received. */
    void add() throws JMSException {
        pending++;
        if (pending == messages) {
            finish();
        }
    }

    /** Commits what has not been. */
    void finish() throws JMSException {
        if (messages > 0 && pending > 0) {
            session.commit();
        }
        pending = 0;
    }
}
