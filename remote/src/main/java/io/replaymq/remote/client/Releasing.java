package io.replaymq.remote.client;

import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.DeliveryId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Deliveries that the application gives back.
 *
 * @param consumer whose
 * @param deliveries which
 * @param seen whether it saw them
 * @param done completed when the broker has confirmed it
 */
record Releasing(ConsumerSession consumer, List<DeliveryId> deliveries, Seen seen, CompletableFuture<Void> done)
        implements LinkWork {}
