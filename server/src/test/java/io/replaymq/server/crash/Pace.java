package io.replaymq.server.crash;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Keeps producers from running away from the consumers: so many messages may be on their way. Any thread. */
final class Pace {
    private static final int MOST_ON_THEIR_WAY = 8_192;
    private static final int PATIENCE_MS = 100;

    private final Semaphore free = new Semaphore(MOST_ON_THEIR_WAY);
    private volatile boolean finished;

    /** Waits for a place, for each of several copies of a message. @return false when there is nothing more to be sent */
    boolean next(int copies) throws InterruptedException {
        while (!finished) {
            if (free.tryAcquire(copies, PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    void received() {
        free.release();
    }

    void finish() {
        finished = true;
    }
}
