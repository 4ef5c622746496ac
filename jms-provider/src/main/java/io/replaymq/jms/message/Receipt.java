package io.replaymq.jms.message;

import jakarta.jms.JMSException;

/** What a received message knows about its delivery. */
@FunctionalInterface
public interface Receipt {
    /** Acknowledges as the session's mode has it. Jakarta Messaging 3.1, section 6.2.10. */
    void acknowledge() throws JMSException;
}
