package io.replaymq.jms.producer;

import io.replaymq.jms.api.DeliveryGuarantee;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/**
 * What a producer says about the messages it sends.
 *
 * @param deliveryMode persistent or not
 * @param priority 0 to 9
 * @param timeToLiveMs how long a message lives, in milliseconds; 0 for ever
 * @param deliveryDelayMs how long nobody gets them, in milliseconds from when they are sent
 * @param disableMessageId whether messages go without JMSMessageID
 * @param disableTimestamp whether messages go without JMSTimestamp
 */
public record SendOptions(
        int deliveryMode,
        int priority,
        long timeToLiveMs,
        long deliveryDelayMs,
        boolean disableMessageId,
        boolean disableTimestamp) {
    /** What the interface says. */
    public static final SendOptions DEFAULTS = new SendOptions(
            Message.DEFAULT_DELIVERY_MODE,
            Message.DEFAULT_PRIORITY,
            Message.DEFAULT_TIME_TO_LIVE,
            Message.DEFAULT_DELIVERY_DELAY,
            false,
            false);

    private static final int MAX_PRIORITY = 9;

    /** With another delivery mode. @throws JMSException if there is no such mode */
    public SendOptions withDeliveryMode(int mode) throws JMSException {
        if (mode != DeliveryMode.PERSISTENT && mode != DeliveryMode.NON_PERSISTENT) {
            throw new JMSException("delivery mode " + mode + ", expected 1 (not persistent) or 2 (persistent)");
        }
        return new SendOptions(mode, priority, timeToLiveMs, deliveryDelayMs, disableMessageId, disableTimestamp);
    }

    /** With the delivery mode that a connection factory wants. */
    SendOptions under(DeliveryGuarantee guarantee) throws JMSException {
        return switch (guarantee) {
            case AT_MOST_ONCE -> withDeliveryMode(DeliveryMode.NON_PERSISTENT);
            case AT_LEAST_ONCE -> this;
            case EXACTLY_ONCE -> withDeliveryMode(DeliveryMode.PERSISTENT);
        };
    }

    /** With another priority. @throws JMSException if it is not 0 to 9 */
    public SendOptions withPriority(int urgency) throws JMSException {
        if (urgency < 0 || urgency > MAX_PRIORITY) {
            throw new JMSException("priority " + urgency + ", expected 0 to " + MAX_PRIORITY);
        }
        return new SendOptions(
                deliveryMode, urgency, timeToLiveMs, deliveryDelayMs, disableMessageId, disableTimestamp);
    }

    /** With another time to live. @throws JMSException if it is negative */
    public SendOptions withTimeToLive(long milliseconds) throws JMSException {
        if (milliseconds < 0) {
            throw new JMSException("time to live of " + milliseconds + " ms, expected 0 (for ever) or more");
        }
        return new SendOptions(
                deliveryMode, priority, milliseconds, deliveryDelayMs, disableMessageId, disableTimestamp);
    }

    /** With another delivery delay. @throws JMSException if it is negative */
    public SendOptions withDeliveryDelay(long milliseconds) throws JMSException {
        if (milliseconds < 0) {
            throw new JMSException("delivery delay of " + milliseconds + " ms, expected 0 or more");
        }
        return new SendOptions(deliveryMode, priority, timeToLiveMs, milliseconds, disableMessageId, disableTimestamp);
    }

    /** With or without. */
    public SendOptions withDisableMessageId(boolean disable) {
        return new SendOptions(deliveryMode, priority, timeToLiveMs, deliveryDelayMs, disable, disableTimestamp);
    }

    /** With or without. */
    public SendOptions withDisableTimestamp(boolean disable) {
        return new SendOptions(deliveryMode, priority, timeToLiveMs, deliveryDelayMs, disableMessageId, disable);
    }
}
