package io.replaymq.log.crash;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Whether the thread that prepares files of the journal gets anything done. Where it does not, beyond the first file, the journal
 * has to go on in files that are not filled and whose names are not forced.
 *
 * <p>Safe for use by several threads.
 */
final class JournalPreparation {
    private static final String THREAD = "replaymq-journal-files";

    private final Semaphore files;

    private JournalPreparation(int files) {
        this.files = new Semaphore(files);
    }

    /** Files are ready in time, or nearly. */
    static JournalPreparation prompt() {
        return new JournalPreparation(Integer.MAX_VALUE / 2);
    }

    /** No file is ready in time but the first. */
    static JournalPreparation stuck() {
        return new JournalPreparation(1);
    }

    /** Called before a file is forced; if it is that thread which wants it, it waits for as long as the process lives. */
    void beforeForce(DeathClock death) throws IOException {
        boolean itsTurn = !Thread.currentThread().getName().equals(THREAD);
        while (!itsTurn) {
            death.checkAlive();
            itsTurn = acquire();
        }
    }

    private boolean acquire() throws IOException {
        try {
            return files.tryAcquire(1, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException("interrupted, which nobody in the engine does", e);
        }
    }

    /** The log is going to be closed, and waits for the thread. */
    void goOn() {
        files.release(Integer.MAX_VALUE / 2);
    }
}
