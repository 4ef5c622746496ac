package io.replaymq.benchmarks.workload;

import java.util.concurrent.atomic.AtomicLongArray;

/** One counter for each thread of a kind; each is written by its thread only, and read by all. */
final class Counts {
    private static final int PADDING = 16; // a cache line apart and more, so that threads do not slow each other down

    private final AtomicLongArray counts;

    Counts(int threads) {
        counts = new AtomicLongArray((threads + 1) * PADDING);
    }

    void add(int thread, long more) {
        int at = (thread + 1) * PADDING;
        counts.lazySet(at, counts.get(at) + more);
    }

    long total() {
        long sum = 0;
        for (int at = PADDING; at < counts.length(); at += PADDING) {
            sum += counts.get(at);
        }
        return sum;
    }
}
