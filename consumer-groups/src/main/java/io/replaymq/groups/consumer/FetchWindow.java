package io.replaymq.groups.consumer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what a consumer has fetched and not yet returned: each partition, and all of them together. Any thread.
 *
 * <p>A fetch at the end of a partition waits for what is appended next, and takes no room while it does.
 */
final class FetchWindow {
    private static final int MAX_FETCH_BYTES = 256 << 10;
    private static final int MIN_FETCH_BYTES = 8 << 10;
    private static final int FETCHES_AHEAD = 4;

    private final long bytes;
    private final AtomicLong used = new AtomicLong();
    private final Queue<FetchChain> stalled = new ConcurrentLinkedQueue<>();
    private volatile int fetchBytes = MAX_FETCH_BYTES;

    FetchWindow(long bytes) {
        this.bytes = bytes;
        share(1);
    }

    /** So many partitions share the window from now on. */
    void share(int partitions) {
        long each = bytes / ((long) FETCHES_AHEAD * Math.max(1, partitions));
        fetchBytes = (int) Math.max(MIN_FETCH_BYTES, Math.min(MAX_FETCH_BYTES, each));
    }

    /** How much one fetch asks for. */
    int fetchBytes() {
        return fetchBytes;
    }

    /** Whether one partition may fetch further, with so much ahead already. One that has nothing may always: no partition starves. */
    boolean allows(long ahead) {
        return ahead == 0 || (ahead < (long) (FETCHES_AHEAD - 1) * fetchBytes && used.get() < bytes);
    }

    void take(long more) {
        used.addAndGet(more);
    }

    void give(long less) {
        used.addAndGet(-less);
    }

    /** A chain found no room. */
    void stall(FetchChain chain) {
        stalled.add(chain);
    }

    /** Lets those that found no room look again. */
    void resume() {
        for (int left = stalled.size(); left > 0; left--) {
            FetchChain chain = stalled.poll();
            if (chain == null) {
                return;
            }
            chain.resume();
        }
    }
}
