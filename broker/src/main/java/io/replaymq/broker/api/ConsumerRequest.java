package io.replaymq.broker.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a consumer.
 *
 * @param target what to consume
 * @param options what the consumer wants of it
 * @param resume who this consumer was before its connection was interrupted; null for a new one
 */
public record ConsumerRequest(
        ConsumerTarget target,
        ConsumerOptions options,
        @Nullable Resume resume) {
    /** Asks for every message of a target. */
    public ConsumerRequest(ConsumerTarget target, @Nullable Resume resume) {
        this(target, ConsumerOptions.DEFAULTS, resume);
    }

    /**
     * A consumer that comes back.
     *
     * @param memberId the id it had
     * @param held deliveries it has and that were not confirmed as settled; they stay with it
     */
    public record Resume(UUID memberId, List<DeliveryId> held) {
        /** Copies the list. */
        public Resume {
            held = List.copyOf(held);
        }
    }
}
