package io.replaymq.jms.consumer;

import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;

/**
 * A delivery that a consumer holds.
 *
 * @param delivery what the broker delivered
 * @param count how often it was delivered, including the times it was redelivered from here
 */
record Held(Delivery delivery, int count) {
    static Held first(Delivery delivery) {
        return new Held(delivery, delivery.deliveryCount());
    }

    /** Whether the application has seen it, of this very delivery. */
    boolean isSeen() {
        return count > delivery.deliveryCount();
    }

    Held again() {
        return new Held(delivery, count + 1);
    }

    DeliveryId id() {
        return delivery.id();
    }
}
