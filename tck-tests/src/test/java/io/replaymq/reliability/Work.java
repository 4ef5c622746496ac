package io.replaymq.reliability;

import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** What a session does in its transactions. */
interface Work {
    /** Makes its consumers and producers. */
    void begin(Session session) throws JMSException;

    /** Does as much as belongs to one transaction. @return whether there is anything to be committed */
    boolean step(Notes notes) throws JMSException;

    /** The transaction was committed, or it is not known whether it was: what it did is not done again. */
    default void done() {}

    /** The transaction was rolled back. */
    default void undone() {}
}
