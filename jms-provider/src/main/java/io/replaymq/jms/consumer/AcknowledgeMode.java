package io.replaymq.jms.consumer;

import io.replaymq.jms.api.Unsupported;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** When messages are acknowledged. Jakarta Messaging 3.1, section 6.2.10. */
public enum AcknowledgeMode {
    /** Each as soon as {@code receive} or the listener returns. */
    AUTO(Session.AUTO_ACKNOWLEDGE),
    /** All that the session has received, when the application says so. */
    CLIENT(Session.CLIENT_ACKNOWLEDGE),
    /** As AUTO, several at once: after a failure some come again. */
    DUPS_OK(Session.DUPS_OK_ACKNOWLEDGE);

    private final int number;

    AcknowledgeMode(int number) {
        this.number = number;
    }

    /** The mode's number in the interface. */
    public int number() {
        return number;
    }

    /** The mode of that number. @throws JMSException if there is none */
    public static AcknowledgeMode of(int number) throws JMSException {
        for (AcknowledgeMode each : values()) {
            if (each.number == number) {
                return each;
            }
        }
        if (number == Session.SESSION_TRANSACTED) {
            throw Unsupported.TRANSACTIONS.exception();
        }
        throw new JMSException(
                "acknowledge mode " + number + ", expected 1 (auto), 2 (client) or 3 (duplicates allowed)");
    }
}
