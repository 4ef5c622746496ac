package io.replaymq.broker.api;

import java.util.List;

/**
 * Messages that a transaction sends to one destination, in order.
 *
 * @param index how many sends of the transaction came before this one
 * @param messages at least one
 */
public record TransactionSend(TransactionId transaction, int index, Destination destination, List<Message> messages) {
    /** Checks the numbers. */
    public TransactionSend {
        messages = List.copyOf(messages);
        if (messages.isEmpty() || index < 0) {
            throw new IllegalArgumentException(
                    messages.size() + " messages, index=" + index + ", expected 1 or more and 0 or more");
        }
    }
}
