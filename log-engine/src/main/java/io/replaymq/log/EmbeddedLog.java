package io.replaymq.log;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.CleaningReport;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.FatalHandler;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.RecoveryReport;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.RetentionFloor;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.TopicStatistics;
import io.replaymq.log.storage.DiskDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A log in this process, over a data directory that it has for itself.
 *
 * <p>Opening recovers: what was acknowledged is there, in order, and durable again, before anything is served. There is no other
 * way to start.
 */
public final class EmbeddedLog implements ReplayLog {
    private final RunningLog running;

    private EmbeddedLog(RunningLog running) {
        this.running = running;
    }

    /**
     * Opens a data directory, creating it if need be. When the storage fails later, the log refuses everything.
     *
     * @throws io.replaymq.log.api.DirectoryLockedException if somebody else has it open
     * @throws io.replaymq.log.api.CorruptLogException if acknowledged data is damaged; nothing has been changed
     * @throws StorageFailedException if it cannot be read or written
     */
    public static EmbeddedLog open(Path dataDirectory, LogConfig config) {
        return open(dataDirectory, config, FatalHandler.REFUSE_EVERYTHING);
    }

    /**
     * Opens a data directory.
     *
     * @param fatalHandler told when the storage fails later
     */
    public static EmbeddedLog open(Path dataDirectory, LogConfig config, FatalHandler fatalHandler) {
        try {
            return open(
                    new LogSeams(
                            DiskDirectory.open(dataDirectory),
                            TimeSource.SYSTEM,
                            new SecureRandom()::nextLong,
                            fatalHandler),
                    config);
        } catch (IOException e) {
            throw new StorageFailedException("data directory " + dataDirectory + " could not be opened: " + e, e);
        }
    }

    /** Opens a log over other seams than the machine's. They belong to the log, and are closed if it cannot be opened. */
    public static EmbeddedLog open(LogSeams seams, LogConfig config) {
        return new EmbeddedLog(LogOpening.run(seams, config));
    }

    /** What was found and done when it was opened. */
    public RecoveryReport recovery() {
        return running.report();
    }

    @Override
    public CompletionStage<TopicDescription> createTopic(String name, TopicConfig config) {
        try {
            running.ensureOpen();
            return running.commands().createTopic(name, config);
        } catch (BrokerException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<TopicDescription> alterTopic(String name, TopicConfig config) {
        try {
            running.ensureOpen();
            return running.commands().alterTopic(name, config);
        } catch (BrokerException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<Void> deleteTopic(String name) {
        try {
            running.ensureOpen();
            return running.removal().delete(name);
        } catch (BrokerException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public TopicStatistics statistics(String name) {
        return running.topics().readableTopic(name).statistics();
    }

    @Override
    public Optional<TopicDescription> topic(String name) {
        return running.topics().find(name);
    }

    @Override
    public List<TopicDescription> topics() {
        return running.topics().list();
    }

    @Override
    public int maxBatchBytes(String topic) {
        return running.pipeline().maxBatchBytes(topic);
    }

    @Override
    public CompletionStage<AppendOutcome> append(AppendSet set, Durability durability) {
        return running.pipeline().append(set, durability);
    }

    @Override
    public CompletionStage<Fetch> fetch(TopicPartition partition, long offset, int maxBytes) {
        return running.fetcher().fetch(partition, offset, maxBytes);
    }

    @Override
    public CompletionStage<Long> offsetForTime(TopicPartition partition, long timestampMs) {
        return running.fetcher().offsetForTime(partition, timestampMs);
    }

    @Override
    public long startOffset(TopicPartition partition) {
        return running.topics().readable(partition).readable().startOffset();
    }

    @Override
    public long readableEnd(TopicPartition partition) {
        return running.topics().readable(partition).readable().highWatermark();
    }

    @Override
    public LogReader reader(TopicPartition partition, long offset) {
        return running.fetcher().reader(partition, offset);
    }

    @Override
    public CompletionStage<Long> trim(TopicPartition partition, long newStartOffset) {
        try {
            running.ensureOpen();
            return running.retention().trim(running.topics().readable(partition), newStartOffset);
        } catch (BrokerException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public FloorRegistration protect(TopicPartition partition, RetentionFloor floor) {
        running.topics().readable(partition);
        return running.floors().protect(partition, floor);
    }

    @Override
    public void startMaintenance() {
        running.ensureOpen();
        running.startMaintenance();
    }

    @Override
    public CompletionStage<CleaningReport> clean() {
        try {
            running.ensureOpen();
            return running.cleaning().clean();
        } catch (BrokerException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        running.close();
    }
}
