package io.replaymq.log.testing;

import io.replaymq.log.api.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that stand still until a test moves them: both when time passes, the wall clock alone when somebody sets it. */
public final class SettableTime implements TimeSource {
    private final AtomicLong wallMs;
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // overflows soon

    /** @param wallMs what the wall clock says at first, in milliseconds since the epoch */
    public SettableTime(long wallMs) {
        this.wallMs = new AtomicLong(wallMs);
    }

    /** Time passes. */
    public void pass(Duration elapsed) {
        nanos.addAndGet(elapsed.toNanos());
        wallMs.addAndGet(elapsed.toMillis());
    }

    /** Somebody sets the wall clock forward, or back. */
    public void jump(Duration by) {
        wallMs.addAndGet(by.toMillis());
    }

    @Override
    public long wallMs() {
        return wallMs.get();
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }
}
