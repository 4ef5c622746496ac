package io.replaymq.tck.random;

import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;

/** The model of a session: its mode, and what it received but has not acknowledged, oldest first. */
final class Holder {
    private final int number;
    private final int mode;
    private final List<Held> held = new ArrayList<>();

    /**
     * A message that is not acknowledged.
     *
     * @param from where it goes back to
     * @param sent what it is
     * @param receipt its number among all received messages
     */
    record Held(Source from, Sent sent, int receipt) {}

    Holder(int number, int mode) {
        this.number = number;
        this.mode = mode;
    }

    int number() {
        return number;
    }

    boolean acknowledgesByHand() {
        return mode == Session.CLIENT_ACKNOWLEDGE;
    }

    boolean isTransacted() {
        return mode == Session.SESSION_TRANSACTED;
    }

    /** Whether it keeps what it received until it is told that this is done with. */
    boolean holds() {
        return acknowledgesByHand() || isTransacted();
    }

    List<Held> held() {
        return held;
    }

    /** Everything goes back to where it came from. */
    void giveBack() {
        for (int i = held.size() - 1; i >= 0; i--) {
            held.get(i).from().waiting().addFirst(held.get(i).sent());
        }
        held.clear();
    }
}
