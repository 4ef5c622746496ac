package io.replaymq.groups.api;

/**
 * A message that a member holds and its application has seen.
 *
 * @param id the message
 * @param deliveryCount the count it was seen with, 1 or more: tells a call that is repeated from another delivery
 */
public record SeenRecord(RecordId id, int deliveryCount) {
    /** Checks the count. */
    public SeenRecord {
        if (deliveryCount < 1) {
            throw new IllegalArgumentException("deliveryCount=" + deliveryCount + " of " + id + ", expected 1 or more");
        }
    }
}
