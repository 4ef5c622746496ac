package io.replaymq.broker.api;

/**
 * A delivery that a consumer holds and its application has seen.
 *
 * @param id the delivery
 * @param deliveryCount the count it was seen with, 1 or more: tells a call that is repeated from another delivery
 */
public record SeenDelivery(DeliveryId id, int deliveryCount) {
    /** Checks the count. */
    public SeenDelivery {
        if (deliveryCount < 1) {
            throw new IllegalArgumentException("deliveryCount=" + deliveryCount + " of " + id + ", expected 1 or more");
        }
    }
}
