package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;

/** One kind of load, run once against one contender. */
public interface Workload {
    /**
     * Runs it.
     *
     * @param result gets the figures
     */
    void run(Result result) throws InterruptedException;

    /** The workload that the setting {@code workload} names. */
    static Workload of(Settings settings) {
        String name = settings.need("workload");
        return switch (name) {
            case "live" -> new Live(settings);
            case "backlog" -> new Backlog(settings);
            case "append" -> new Append(settings);
            case "replay" -> new Replay(settings);
            case "rebalance" -> new Rebalance(settings);
            case "growth" -> new Growth(settings);
            case "startup" -> new Startup(settings);
            case "idle" -> new Idle(settings);
            default ->
                throw new IllegalArgumentException("workload=" + name
                        + ", expected live, backlog, append, replay, rebalance, growth, startup or idle");
        };
    }
}
