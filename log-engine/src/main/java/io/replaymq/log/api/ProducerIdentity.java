package io.replaymq.log.api;

/**
 * Who appends: a producer id and the epoch handed out with it. A higher epoch fences the lower ones of that id.
 *
 * @param producerId the id, 0 or more
 * @param epoch the incarnation, 0 or more
 */
public record ProducerIdentity(long producerId, short epoch) {
    /** Checks that neither number is negative. */
    public ProducerIdentity {
        if (producerId < 0 || epoch < 0) {
            throw new IllegalArgumentException(
                    "producerId=" + producerId + ", epoch=" + epoch + ", expected 0 or more");
        }
    }

    /** Whether this identity shuts the other one out. */
    public boolean fences(ProducerIdentity other) {
        return producerId == other.producerId && epoch > other.epoch;
    }
}
