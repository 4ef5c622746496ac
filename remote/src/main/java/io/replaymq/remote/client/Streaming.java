package io.replaymq.remote.client;

import io.replaymq.broker.api.TransactionSend;

/**
 * Messages for a transaction, which nobody waits for.
 *
 * @param transaction which
 * @param send the messages
 * @param waking whether the event loop is woken for them
 */
record Streaming(KeptTransaction transaction, TransactionSend send, boolean waking) implements LinkWork {}
