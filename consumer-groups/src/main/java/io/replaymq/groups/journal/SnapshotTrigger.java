package io.replaymq.groups.journal;

/** Says when the state is to be written anew: not before as much was appended as the last snapshot took, twice over. */
final class SnapshotTrigger {
    private final long minBytes;
    private long bytesSince;
    private long dueBytes;
    private Phase phase = Phase.WAITING;

    private enum Phase {
        WAITING,
        /** The state was taken down; until the first of it is in the log, nothing may get there between. */
        BEGINNING,
        GOING_ON
    }

    SnapshotTrigger(long minBytes) {
        this.minBytes = minBytes;
        this.dueBytes = minBytes;
    }

    void appended(long bytes) {
        bytesSince += bytes;
    }

    boolean isDue() {
        return phase == Phase.WAITING && bytesSince >= dueBytes;
    }

    /** Whether appends beside the others have to wait, so that none falls between the state that is taken down and its record. */
    boolean needsQuiet() {
        return isDue() || phase == Phase.BEGINNING;
    }

    void begin() {
        phase = Phase.BEGINNING;
        bytesSince = 0;
    }

    void begun() {
        phase = Phase.GOING_ON;
    }

    /** The snapshot and whatever else was appended meanwhile took this much. */
    void finished() {
        phase = Phase.WAITING;
        dueBytes = Math.max(minBytes, 2 * bytesSince);
        bytesSince = 0;
    }
}
