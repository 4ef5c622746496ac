package io.replaymq.transactions.produce;

import io.replaymq.log.api.Durability;
import io.replaymq.transactions.api.ProducerConfig;

/**
 * What lanes need of a producer's settings.
 *
 * @param durability what an append must have reached
 * @param lingerNanos how long a record waits for others
 * @param batchBytes when a batch is full
 * @param deliveryNanos how long the log is tried that has no room
 */
record LaneSettings(Durability durability, long lingerNanos, int batchBytes, long deliveryNanos) {
    static LaneSettings of(ProducerConfig<?, ?> config) {
        return new LaneSettings(
                config.durability(),
                config.linger().toNanos(),
                config.batchBytes(),
                config.deliveryTimeout().toNanos());
    }
}
