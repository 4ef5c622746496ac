package io.replaymq.jms.consumer;

/** A session that a connection consumer can load messages into. */
public interface Loadable {
    /** The consumers of the session, and what is loaded. */
    SessionInboxes inboxes();
}
