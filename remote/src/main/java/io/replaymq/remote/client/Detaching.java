package io.replaymq.remote.client;

/**
 * A consumer ends: whatever is left in the outbox for it behind this comes too late.
 *
 * @param consumer which
 * @param request what tells the broker
 */
record Detaching(ConsumerSession consumer, Request<Void> request) implements LinkWork {}
