package io.replaymq.server.history;

import java.util.BitSet;

/** What one producer sent to one destination: the numbers from 0 on, each confirmed or not. Any thread may note. */
public final class Sent {
    private final BitSet confirmed = new BitSet();
    private int attempted;

    /** Notes that the next message is about to be sent. @return its number */
    public synchronized int attempt() {
        return attempted++;
    }

    /** Notes that the server confirmed a message. */
    public synchronized void confirm(int number) {
        confirmed.set(number);
    }

    /** How many messages were to be sent. */
    public synchronized int attempted() {
        return attempted;
    }

    /** How many of them were confirmed. */
    public synchronized int confirmed() {
        return confirmed.cardinality();
    }

    synchronized int nextConfirmed(int from) {
        return confirmed.nextSetBit(from);
    }
}
