package io.replaymq.remote.client;

/**
 * A consumer has credit to pass on; how much, it knows itself.
 *
 * @param consumer which
 */
record CreditDue(ConsumerSession consumer) implements LinkWork {}
