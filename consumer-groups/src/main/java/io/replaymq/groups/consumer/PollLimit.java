package io.replaymq.groups.consumer;

/** How much one poll may still return. */
final class PollLimit {
    private int recordsLeft;
    private long bytesLeft;

    PollLimit(int records, long bytes) {
        this.recordsLeft = records;
        this.bytesLeft = bytes;
    }

    int recordsLeft() {
        return recordsLeft;
    }

    boolean isReached() {
        return recordsLeft <= 0 || bytesLeft <= 0;
    }

    void take(int records, long bytes) {
        recordsLeft -= records;
        bytesLeft -= bytes;
    }
}
