package io.replaymq.jms.consumer;

import io.replaymq.jms.api.Unsupported;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

/**
 * A session's mode, by the number that the application gave: providers have different numbers for the same.
 *
 * @param number as the application spells it
 * @param acknowledging what it means
 */
public record SessionMode(int number, AcknowledgeMode acknowledging) {
    /** Artemis' {@code PRE_ACKNOWLEDGE}. */
    private static final int PRE_ACKNOWLEDGE = 100;
    /** Qpid JMS. */
    private static final int NO_ACKNOWLEDGE = 257;
    /** Artemis and Qpid JMS. */
    private static final int INDIVIDUAL_ACKNOWLEDGE = 101;
    /** ActiveMQ Classic. */
    private static final int INDIVIDUAL_ACKNOWLEDGE_OF_CLASSIC = 4;

    /** The mode of that number. @throws JMSException if there is none */
    public static SessionMode of(int number) throws JMSException {
        return new SessionMode(number, acknowledging(number));
    }

    private static AcknowledgeMode acknowledging(int number) throws JMSException {
        return switch (number) {
            case Session.AUTO_ACKNOWLEDGE -> AcknowledgeMode.AUTO;
            case Session.CLIENT_ACKNOWLEDGE -> AcknowledgeMode.CLIENT;
            case Session.DUPS_OK_ACKNOWLEDGE -> AcknowledgeMode.DUPS_OK;
            case INDIVIDUAL_ACKNOWLEDGE, INDIVIDUAL_ACKNOWLEDGE_OF_CLASSIC -> AcknowledgeMode.INDIVIDUAL;
            case PRE_ACKNOWLEDGE, NO_ACKNOWLEDGE -> AcknowledgeMode.NONE;
            case Session.SESSION_TRANSACTED -> throw Unsupported.TRANSACTIONS.exception();
            default ->
                throw new JMSException(
                        "acknowledge mode " + number
                                + ", expected 1 (auto), 2 (client), 3 (duplicates allowed), 4 or 101 (individual), 100 or 257 (none)");
        };
    }
}
