package io.replaymq.broker;

import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.broker.dispatch.DispatchThread;
import io.replaymq.log.api.CleaningReport;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a broker does by the clock: it lets time pass for the groups, and has the log clean up. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Housekeeping.class);
    private static final long TICK_MS = 250;

    private final ScheduledFuture<?> ticks;
    private final ScheduledFuture<?> cleaning;

    private Housekeeping(ScheduledFuture<?> ticks, ScheduledFuture<?> cleaning) {
        this.ticks = ticks;
        this.cleaning = cleaning;
    }

    /**
     * Starts once every queue and subscription has protected what it has still to deliver.
     *
     * @param tick lets time pass, on the dispatch thread; a monotonic clock, in nanoseconds
     */
    static Housekeeping start(
            BrokerConfig config,
            ReplayLog log,
            LongConsumer tick,
            DispatchThread thread,
            TimeSource time,
            ScheduledExecutorService timer) {
        long retentionMs = config.retentionInterval().toMillis();
        return new Housekeeping(
                timer.scheduleWithFixedDelay(
                        () -> thread.execute(() -> tick.accept(time.nanoTime())), 0, TICK_MS, TimeUnit.MILLISECONDS),
                timer.scheduleWithFixedDelay(() -> clean(log), retentionMs, retentionMs, TimeUnit.MILLISECONDS));
    }

    private static void clean(ReplayLog log) {
        log.clean().whenComplete((report, failure) -> {
            if (failure != null) {
                LOGGER.warn("The log was not cleaned up; it is tried again at the next interval", failure);
            } else if (!report.equals(CleaningReport.NOTHING)) {
                LOGGER.info("The log was cleaned up: {}", report);
            }
        });
    }

    @Override
    public void close() {
        ticks.cancel(false);
        cleaning.cancel(false);
    }
}
