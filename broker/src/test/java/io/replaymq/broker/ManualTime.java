package io.replaymq.broker;

import io.replaymq.log.api.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so. */
final class ManualTime implements TimeSource {
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong nowNanos = new AtomicLong(1_000_000_000_000L);

    void pass(Duration time) {
        nowNanos.addAndGet(time.toNanos());
    }

    @Override
    public long wallMs() {
        return nowNanos.get() / 1_000_000;
    }

    /** How often somebody looked at the clock to see how much time has passed. */
    long reads() {
        return reads.get();
    }

    @Override
    public long nanoTime() {
        reads.incrementAndGet();
        return nowNanos.get();
    }
}
