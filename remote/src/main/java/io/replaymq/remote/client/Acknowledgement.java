package io.replaymq.remote.client;

import io.replaymq.broker.api.DeliveryId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Deliveries that the application has settled. Those that gather in one run of the event loop become one request.
 *
 * @param consumer whose
 * @param deliveries which
 * @param done completed when the broker has confirmed them
 */
record Acknowledgement(ConsumerSession consumer, List<DeliveryId> deliveries, CompletableFuture<Void> done)
        implements LinkWork {}
