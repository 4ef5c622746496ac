package io.replaymq.tck.random;

/**
 * The model of a message in one queue or subscription: how often it was delivered from there, and whether the next delivery is known to
 * be flagged. It is not where a session recovered the message and ended before it received it again: that ReplayMQ forgets it then is a
 * known defect.
 */
final class Sent {
    private final int number;
    private int deliveries;
    private boolean flagKnown;

    Sent(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    int deliveries() {
        return deliveries;
    }

    void deliver() {
        deliveries++;
        flagKnown = true;
    }

    boolean isFlagged() {
        return flagKnown;
    }

    void forgetFlag() {
        flagKnown = false;
    }
}
