package io.replaymq.broker.api;

import java.util.List;

/** Receives a consumer's deliveries. */
@FunctionalInterface
public interface DeliveryListener {
    /** Takes deliveries, in order, never more than the credit that was given. One call at a time; must not block. */
    void onDeliveries(List<Delivery> deliveries);
}
