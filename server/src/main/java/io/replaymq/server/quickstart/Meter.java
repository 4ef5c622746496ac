package io.replaymq.server.quickstart;

import io.replaymq.log.api.TimeSource;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows how far a job is and how fast it goes, at most once a second. */
final class Meter {
    private static final long INTERVAL_NANOS = 1_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;
    private final TimeSource time;
    private final long startNanos;
    private long shownNanos;
    private long shownTotal;

    Meter(PrintWriter out, TimeSource time) {
        this.out = out;
        this.time = time;
        this.startNanos = time.nanoTime();
        this.shownNanos = startNanos;
    }

    /**
     * Shows a state if the last one was shown a second ago.
     *
     * @param total all messages moved until now
     */
    void show(String state, long total) {
        long now = time.nanoTime();
        if (now - shownNanos < INTERVAL_NANOS) {
            return;
        }
        double rate = (total - shownTotal) * NANOS_PER_SECOND / (now - shownNanos);
        out.printf(Locale.ROOT, "   %5.1f s  %s  (%,.0f messages/s)%n", seconds(now), state, rate);
        out.flush();
        shownNanos = now;
        shownTotal = total;
    }

    /** The time since it was made. */
    double seconds() {
        return seconds(time.nanoTime());
    }

    private double seconds(long now) {
        return (now - startNanos) / NANOS_PER_SECOND;
    }
}
