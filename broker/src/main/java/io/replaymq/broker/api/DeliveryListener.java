package io.replaymq.broker.api;

import java.util.List;

/** Receives a consumer's deliveries. */
@FunctionalInterface
public interface DeliveryListener {
    /** Takes deliveries, in order, never more than the credit that was given. One call at a time; must not block. */
    void onDeliveries(List<Delivery> deliveries);

    /**
     * The consumer came back after an interruption, but too late: what it had been given and not settled may go to others. It
     * should drop what it has not yet handed on. Called between deliveries. Does nothing unless overridden.
     */
    default void onStartedAnew() {}
}
