package io.replaymq.broker.api;

/**
 * A batch was sent.
 *
 * @param partition the partition of the destination's log topic it went to
 * @param baseOffset the offset of its first message; the others follow without a gap
 */
public record SendReceipt(int partition, long baseOffset) {}
