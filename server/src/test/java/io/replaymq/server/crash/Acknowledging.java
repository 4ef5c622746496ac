package io.replaymq.server.crash;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** How a consumer receives and acknowledges. */
enum Acknowledging {
    /** Receives synchronously, each message acknowledged by the session. */
    AUTO_RECEIVE(Session.AUTO_ACKNOWLEDGE),
    /** Is called by the session, which acknowledges each message. */
    AUTO_LISTENER(Session.AUTO_ACKNOWLEDGE),
    /** Receives synchronously, and acknowledges itself, several at a time. */
    CLIENT(Session.CLIENT_ACKNOWLEDGE);

    private final int mode;

    Acknowledging(int mode) {
        this.mode = mode;
    }

    Session session(Connection connection) throws JMSException {
        return connection.createSession(false, mode);
    }
}
