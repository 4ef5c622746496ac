package io.replaymq.groups.journal;

/** Says when the state is to be written anew: not before as much was appended as the last snapshot took, twice over. */
final class SnapshotTrigger {
    private final long minBytes;
    private long bytesSince;
    private long dueBytes;
    private boolean underWay;

    SnapshotTrigger(long minBytes) {
        this.minBytes = minBytes;
        this.dueBytes = minBytes;
    }

    void appended(long bytes) {
        bytesSince += bytes;
    }

    boolean isDue() {
        return !underWay && bytesSince >= dueBytes;
    }

    void begin() {
        underWay = true;
        bytesSince = 0;
    }

    /** The snapshot and whatever else was appended meanwhile took this much. */
    void finished() {
        underWay = false;
        dueBytes = Math.max(minBytes, 2 * bytesSince);
        bytesSince = 0;
    }
}
