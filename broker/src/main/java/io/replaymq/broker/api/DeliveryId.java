package io.replaymq.broker.api;

/**
 * Names a delivery for as long as a consumer holds it.
 *
 * @param partition the partition of the destination's log topic
 * @param offset the message's offset there
 * @param generation the cursor's generation: a rewind begins a new one and voids the ids of the old
 */
public record DeliveryId(int partition, long offset, int generation) {}
