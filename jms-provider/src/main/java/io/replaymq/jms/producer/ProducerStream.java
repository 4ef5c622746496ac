package io.replaymq.jms.producer;

import io.replaymq.broker.api.Destination;
import io.replaymq.log.api.ProducerIdentity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A producer identity with its place in the order: the next sequence for each destination and the next message id. A send that
 * failed leaves a gap that nothing can fill, so the identity ends with it. Guarded by its sender's monitor.
 */
final class ProducerStream {
    private final ProducerIdentity identity;
    private final MessageIds ids;
    private final Map<Destination, Integer> nextSequences = new HashMap<>();
    private final Set<Destination> proven = new HashSet<>();

    ProducerStream(ProducerIdentity identity) {
        this.identity = identity;
        this.ids = new MessageIds(identity);
    }

    ProducerIdentity identity() {
        return identity;
    }

    String nextMessageId() {
        return ids.next();
    }

    /** Counted from 0 without a gap; 0 follows 2^31-1. */
    int nextSequence(Destination destination) {
        int next = nextSequences.getOrDefault(destination, 0);
        nextSequences.put(destination, (next + 1) & Integer.MAX_VALUE);
        return next;
    }

    void proved(Destination destination) {
        proven.add(destination);
    }

    /** Whether a message has arrived there before: then another one needs nobody to wait for its answer. */
    boolean isProven(Destination destination) {
        return proven.contains(destination);
    }
}
