package io.replaymq.jms.consumer;

import io.replaymq.jms.api.DeliveryGuarantee;
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

    /** That of a session whose messages belong to branches of distributed transactions; outside of these it acknowledges each at once. */
    public static SessionMode ofBranches() {
        return new SessionMode(Session.SESSION_TRANSACTED, AcknowledgeMode.AUTO);
    }

    /** Where the provider says when to acknowledge: as the connection's factory wants it. */
    public SessionMode under(DeliveryGuarantee guarantee) {
        boolean chosen = acknowledging == AcknowledgeMode.AUTO || acknowledging == AcknowledgeMode.DUPS_OK;
        return chosen ? new SessionMode(number, chosen(guarantee)) : this;
    }

    private AcknowledgeMode chosen(DeliveryGuarantee guarantee) {
        return switch (guarantee) {
            case AT_MOST_ONCE -> AcknowledgeMode.NONE;
            case AT_LEAST_ONCE -> acknowledging;
            case EXACTLY_ONCE -> AcknowledgeMode.AWAITED;
        };
    }

    private static AcknowledgeMode acknowledging(int number) throws JMSException {
        return switch (number) {
            case Session.AUTO_ACKNOWLEDGE -> AcknowledgeMode.AUTO;
            case Session.CLIENT_ACKNOWLEDGE -> AcknowledgeMode.CLIENT;
            case Session.DUPS_OK_ACKNOWLEDGE -> AcknowledgeMode.DUPS_OK;
            case INDIVIDUAL_ACKNOWLEDGE, INDIVIDUAL_ACKNOWLEDGE_OF_CLASSIC -> AcknowledgeMode.INDIVIDUAL;
            case PRE_ACKNOWLEDGE, NO_ACKNOWLEDGE -> AcknowledgeMode.NONE;
            case Session.SESSION_TRANSACTED -> AcknowledgeMode.TRANSACTED;
            default ->
                throw new JMSException(
                        "acknowledge mode " + number
                                + ", expected 0 (transacted), 1 (auto), 2 (client), 3 (duplicates allowed), 4 or 101 (individual), 100 or 257 (none)");
        };
    }
}
