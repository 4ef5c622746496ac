package io.replaymq.jms.consumer;

import jakarta.jms.JMSException;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of an application server, to which a connection consumer passes messages. Jakarta Messaging 3.1, section 12.2.
 *
 * @param pool where they come from; may make the caller wait
 */
record ServerSessions(ServerSessionPool pool) {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServerSessions.class);

    /** Has a session of the pool deliver messages. Returns whether that worked; if not, they were put back. */
    boolean pass(Turn turn) {
        ServerSession server;
        SessionInboxes to;
        try {
            server = pool.getServerSession();
            to = inboxesOf(server.getSession());
        } catch (JMSException | RuntimeException e) { // the pool is the application's
            LOGGER.warn("No server session for messages of {}", turn.inbox().target(), e);
            LoadedMessages.giveBack(turn);
            return false;
        }
        to.loaded().load(turn);
        try {
            server.start();
            return true;
        } catch (JMSException | RuntimeException e) { // what is loaded stays with the session, until it runs or closes
            LOGGER.warn(
                    "A server session for messages of {} did not start",
                    turn.inbox().target(),
                    e);
            return false;
        }
    }

    private static SessionInboxes inboxesOf(Session session) throws JMSException {
        if (session instanceof Loadable ours) {
            return ours.inboxes();
        }
        throw new JMSException(session + " is not a session of ReplayMQ");
    }
}
