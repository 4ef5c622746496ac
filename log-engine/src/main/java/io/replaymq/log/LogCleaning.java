package io.replaymq.log;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.CleaningReport;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.topic.Partition;
import io.replaymq.log.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cleans up, when asked and from time to time: seals by age, removes by age and size, compacts. One run at a time, on the maintenance
 * thread, to which everything else there goes first.
 */
final class LogCleaning {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogCleaning.class);

    private final Upkeep upkeep;
    private final LogRetention retention;
    private final LogCompaction compaction;
    private final Checkpoints checkpoints;
    private final TimeSource time;
    private final AtomicBoolean started = new AtomicBoolean();
    private final Queue<CompletableFuture<CleaningReport>> asked = new ArrayDeque<>(); // maintenance thread
    private boolean running; // maintenance thread

    /** @param time tells how old records are */
    LogCleaning(
            Upkeep upkeep, LogRetention retention, LogCompaction compaction, Checkpoints checkpoints, TimeSource time) {
        this.upkeep = upkeep;
        this.retention = retention;
        this.compaction = compaction;
        this.checkpoints = checkpoints;
        this.time = time;
    }

    /** Cleans up from time to time from now on. Any thread. */
    void start(Duration interval) {
        if (started.compareAndSet(false, true)) {
            upkeep.maintenance().every(interval, () -> {
                CompletableFuture<CleaningReport> done = new CompletableFuture<>();
                done.whenComplete(LogCleaning::tell);
                runFor(done);
            });
        }
    }

    private static void tell(CleaningReport report, @Nullable Throwable failure) {
        if (failure != null && !(failure instanceof LogClosedException)) {
            LOGGER.warn("Cleaning up did not finish; it is tried again at the next interval", failure);
        } else if (failure == null && !report.equals(CleaningReport.NOTHING)) {
            LOGGER.info("Cleaned up: {}", report);
        }
    }

    /** Cleans up now, after the run that is under way. Any thread; does not block. */
    CompletableFuture<CleaningReport> clean() {
        CompletableFuture<CleaningReport> done = new CompletableFuture<>();
        upkeep.maintenance().submit(() -> runFor(done));
        return done;
    }

    private void runFor(CompletableFuture<CleaningReport> done) throws IOException {
        asked.add(done);
        if (running) {
            return; // this is in the middle of a run, which lets others go first; it is asked again when that ends
        }
        running = true;
        try {
            while (!asked.isEmpty()) {
                CompletableFuture<CleaningReport> one = new CompletableFuture<>();
                asked.forEach(each -> one.whenComplete((report, failure) -> pass(each, report, failure)));
                asked.clear();
                answer(one);
            }
        } finally {
            running = false;
            asked.forEach(each -> each.completeExceptionally(closed()));
            asked.clear();
        }
    }

    private static void pass(CompletableFuture<CleaningReport> to, CleaningReport report, @Nullable Throwable failure) {
        if (failure == null) {
            to.complete(report);
        } else {
            to.completeExceptionally(failure);
        }
    }

    /** Whatever happens, it is answered. */
    private void answer(CompletableFuture<CleaningReport> done) throws IOException {
        try {
            done.complete(run());
        } catch (CancellationException e) {
            done.completeExceptionally(closed()); // this thread ends with its present step
        } catch (BrokerException e) {
            done.completeExceptionally(e);
        } catch (IOException | RuntimeException | Error e) {
            done.completeExceptionally(new StorageFailedException("cleaning up failed: " + e, e));
            throw e;
        }
    }

    private static LogClosedException closed() {
        return new LogClosedException("the log is closed");
    }

    private CleaningReport run() throws IOException {
        long nowMs = time.wallMs();
        CleaningReport report = CleaningReport.NOTHING;
        for (Topic topic : List.copyOf(upkeep.topics().readableTopics())) {
            for (Partition each : topic.partitions()) {
                TopicConfig config = topic.description().config();
                report = report.plus(retention.enforceIfPresent(each, config, nowMs));
            }
        }
        List<Topic> compacted = upkeep.topics().readableTopics().stream()
                .filter(each -> each.description().config().cleanup().compacts())
                .toList();
        makeCheckpointFor(compacted, nowMs);
        for (Topic topic : compacted) {
            for (Partition each : topic.partitions()) {
                report =
                        report.plus(compaction.compact(each, topic.description().config(), nowMs));
            }
        }
        return report;
    }

    private void makeCheckpointFor(List<Topic> compacted, long nowMs) {
        boolean needed = compacted.stream().anyMatch(topic -> topic.partitions().stream()
                .anyMatch(each ->
                        compaction.needsCheckpoint(each, topic.description().config(), nowMs)));
        if (needed) {
            upkeep.maintenance().await(checkpoints.request()); // may have begun before
            upkeep.maintenance().await(checkpoints.request());
        }
    }
}
