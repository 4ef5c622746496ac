package io.replaymq.benchmarks.measure;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long each of many things took. Recorded by one thread; others may read once it has stopped. */
public final class Latencies {
    private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;

    private final Histogram nanos = new Histogram(MAX_NANOS, DIGITS);

    /** Records one. */
    public void record(long tookNanos) {
        nanos.recordValue(Math.min(MAX_NANOS, Math.max(0, tookNanos)));
    }

    /** All of them together. */
    public static Latencies merge(List<Latencies> parts) {
        Latencies all = new Latencies();
        parts.forEach(each -> all.nanos.add(each.nanos));
        return all;
    }

    /** Writes the percentiles in microseconds, if anything was recorded. */
    public void report(Result result, String name) {
        if (nanos.getTotalCount() > 0) {
            result.put(name + "_p50_us", nanos.getValueAtPercentile(50) / 1e3)
                    .put(name + "_p99_us", nanos.getValueAtPercentile(99) / 1e3)
                    .put(name + "_p999_us", nanos.getValueAtPercentile(99.9) / 1e3)
                    .put(name + "_max_us", nanos.getMaxValue() / 1e3);
        }
    }
}
