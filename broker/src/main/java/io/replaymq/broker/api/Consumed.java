package io.replaymq.broker.api;

import java.util.List;
import java.util.UUID;

/**
 * Deliveries that a consumer holds and a transaction acknowledges.
 *
 * @param consumer its {@link ConsumerLink#memberId()}
 * @param deliveries at least one
 */
public record Consumed(UUID consumer, List<DeliveryId> deliveries) {
    /** Checks that there is something. */
    public Consumed {
        deliveries = List.copyOf(deliveries);
        if (deliveries.isEmpty()) {
            throw new IllegalArgumentException("no deliveries of consumer " + consumer + ", expected at least one");
        }
    }
}
