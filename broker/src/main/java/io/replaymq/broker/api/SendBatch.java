package io.replaymq.broker.api;

import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ProducerIdentity;
import java.util.List;

/**
 * Messages of one producer for one destination, in order.
 *
 * @param destination where they go; created if it does not exist
 * @param producer who sends them
 * @param baseSequence number of the first message, counted from 0 per producer and destination without a gap; wraps from 2^31-1 to 0
 * @param durability when the batch counts as sent
 * @param messages at least one
 */
public record SendBatch(
        Destination destination,
        ProducerIdentity producer,
        int baseSequence,
        Durability durability,
        List<Message> messages) {
    /** Checks the numbers. */
    public SendBatch {
        messages = List.copyOf(messages);
        if (messages.isEmpty() || baseSequence < 0) {
            throw new IllegalArgumentException(
                    messages.size() + " messages, baseSequence=" + baseSequence + ", expected 1 or more and 0 or more");
        }
    }
}
