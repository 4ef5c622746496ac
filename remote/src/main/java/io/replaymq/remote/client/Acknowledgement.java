package io.replaymq.remote.client;

import io.replaymq.broker.api.DeliveryId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries that the application has settled. Those that gather become one request.
 *
 * @param consumer whose
 * @param deliveries which
 * @param done completed when the broker has confirmed them; null if nobody waits for that
 */
record Acknowledgement(
        ConsumerSession consumer,
        List<DeliveryId> deliveries,
        @Nullable CompletableFuture<Void> done) implements LinkWork {
    /** Whether it may be kept for a moment. */
    boolean canWait() {
        return done == null;
    }

    void complete() {
        if (done != null) {
            done.complete(null);
        }
    }

    void fail(Throwable cause) {
        if (done != null) {
            done.completeExceptionally(cause);
        }
    }
}
