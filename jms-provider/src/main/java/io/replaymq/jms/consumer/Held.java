package io.replaymq.jms.consumer;

import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;

/**
 * A delivery that a consumer holds.
 *
 * @param delivery what the broker delivered
 * @param count how often it was delivered, including the times it was redelivered from here
 * @param incarnation how often its consumer had started anew before: one that does again does not hold it any more
 */
record Held(Delivery delivery, int count, int incarnation) {
    static Held first(Delivery delivery, int incarnation) {
        return new Held(delivery, delivery.deliveryCount(), incarnation);
    }

    Held again() {
        return new Held(delivery, count + 1, incarnation);
    }

    DeliveryId id() {
        return delivery.id();
    }
}
