package io.replaymq.jms.api;

/**
 * What a connection factory wants of messages that are sent and received without a transaction, where the specification leaves it to the
 * provider: {@code jms.delivery}. Transacted sessions, and sessions whose application acknowledges itself, are as they are in each.
 */
public enum DeliveryGuarantee {
    /** Messages are sent not persistent, and acknowledged before the application sees them: none comes twice, some may be lost. */
    AT_MOST_ONCE("at-most-once"),
    /** As the application says: what is persistent is not lost, and after a failure may come again. */
    AT_LEAST_ONCE("at-least-once"),
    /** Messages are sent persistent, and a session that has processed one does not get it again: it waits for its acknowledgement. */
    EXACTLY_ONCE("exactly-once");

    private final String title;

    DeliveryGuarantee(String title) {
        this.title = title;
    }

    /** As options spell it. */
    @Override
    public String toString() {
        return title;
    }
}
