package io.replaymq.wild.xa;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Counts the steps of two-phase commit as the transaction manager takes them: before and after each call of {@code prepare} and {@code commit} of
 * each resource. The process ends at one of them as if it were killed, or waits now and then until it is told to go on.
 */
final class Steps {
    /** Of one transaction: two resources, each prepared and committed, each with a moment before and a moment after. */
    static final int COUNT = 8;

    /** What happens. */
    enum Event {
        NOTHING,
        /** Ends at the step with this number. */
        HALT,
        /** Waits at the first step and whenever so many more have been taken. */
        WAIT_EVERY
    }

    private final Event event;
    private final int number;
    private int reached;

    Steps(Event event, int number) {
        this.event = event;
        this.number = number;
    }

    /** Called at a step, by the thread that commits. */
    void reach() {
        int step = reached++;
        if (event == Event.HALT && step == number) {
            Runtime.getRuntime().halt(TransferProcess.HALTED);
        } else if (event == Event.WAIT_EVERY && step % number == 0) {
            waitForALine();
        }
    }

    private static void waitForALine() {
        try {
            System.out.println(TransferProcess.WAITING);
            for (int next = System.in.read(); next != '\n'; next = System.in.read()) {
                if (next < 0) {
                    throw new IllegalStateException("nobody says how to go on");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
