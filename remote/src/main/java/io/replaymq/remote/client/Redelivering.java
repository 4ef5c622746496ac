package io.replaymq.remote.client;

import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.SeenDelivery;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Deliveries that the consumer delivers to its application again itself.
 *
 * @param consumer whose
 * @param seen which, as they were seen
 * @param done completed with those that are still the consumer's
 */
record Redelivering(ConsumerSession consumer, List<SeenDelivery> seen, CompletableFuture<List<DeliveryId>> done)
        implements LinkWork {}
