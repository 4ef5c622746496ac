package io.replaymq.log;

import io.replaymq.log.api.DiskReserve;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.MaintenanceConfig;
import io.replaymq.log.api.RecoveryReport;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.checkpoint.CheckpointFiles;
import io.replaymq.log.checkpoint.Checkpointer;
import io.replaymq.log.compaction.Compactor;
import io.replaymq.log.journal.Journal;
import io.replaymq.log.journal.JournalFiles;
import io.replaymq.log.pipeline.EngineHealth;
import io.replaymq.log.pipeline.IngestPipeline;
import io.replaymq.log.pipeline.LogCommands;
import io.replaymq.log.pipeline.RecoveredLog;
import io.replaymq.log.read.LogFetcher;
import io.replaymq.log.read.ReadablePartition;
import io.replaymq.log.recovery.RecoveredState;
import io.replaymq.log.recovery.Recovery;
import io.replaymq.log.retention.Floors;
import io.replaymq.log.retention.Retention;
import io.replaymq.log.retention.Sealing;
import io.replaymq.log.retention.SteadyTime;
import io.replaymq.log.segment.PartitionSegments;
import io.replaymq.log.storage.DiskBudget;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.topic.Partition;
import io.replaymq.log.topic.PartitionReaders;
import io.replaymq.log.topic.Topic;
import io.replaymq.log.topic.TopicOpener;
import io.replaymq.log.topic.Topics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of an open log, wired together.
 *
 * <p><b>Owns</b> all of them. Stops in the order in which work flows: takes nothing more, makes a last checkpoint, stops the
 * pipeline, then maintenance, readers, files, and the directory at last.
 */
final class RunningLog implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunningLog.class);

    private final LogDirectory directory;
    private final JournalFiles journalFiles;
    private final RecoveryReport report;
    private final Topics topics;
    private final LogFetcher fetcher;
    private final IngestPipeline pipeline;
    private final LogCommands commands;
    private final MaintenanceThread maintenance;
    private final Checkpoints checkpoints;
    private final Floors floors = new Floors();
    private final LogRetention retention;
    private final TopicRemoval removal;
    private final LogCleaning cleaning;
    private final MaintenanceConfig maintenanceConfig;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RunningLog(LogSeams seams, LogConfig config, RecoveredState recovered, OpenJournal opened) {
        directory = seams.directory();
        journalFiles = opened.files();
        report = recovered.report();
        maintenanceConfig = config.maintenance();
        EngineHealth health = new EngineHealth(seams.fatalHandler());
        fetcher = LogFetcher.start(config.readerThreads(), config.tailBytes(), config.mappedBytes(), seams.time());
        PartitionReaders readers = new FetchedPartitions(fetcher);
        topics = topicsOf(recovered, readers);
        DiskBudget disk = new DiskBudget(directory, config.diskReserve(), journalFiles::growthBytes, seams.time());
        RecoveredLog log = new RecoveredLog(topics, health, seams.time(), disk);
        maintenance = MaintenanceThread.start(health, seams.time());
        pipeline = IngestPipeline.start(config, log, opened.journal());
        commands = new LogCommands(pipeline, log, new TopicOpener(directory, readers));
        Checkpointer checkpointer =
                new Checkpointer(new CheckpointFiles(directory), journalFiles, recovered.checkpoint());
        checkpoints = new Checkpoints(maintenance, commands, checkpointer, topics);
        opened.rolled().complete(checkpoints);
        removal = new TopicRemoval(maintenance, commands, directory, floors);
        Upkeep upkeep = new Upkeep(maintenance, commands, topics);
        retention = new LogRetention(upkeep, new Retention(floors), new Sealing(seams.time()));
        LogCompaction compaction = new LogCompaction(
                compactor(upkeep, config.maintenance()), checkpointer, floors, diskRoom(config.diskReserve()));
        cleaning = new LogCleaning(upkeep, retention, compaction, checkpoints, new SteadyTime(seams.time()));
    }

    private static Compactor compactor(Upkeep upkeep, MaintenanceConfig config) {
        return new Compactor(
                (partition, compacted) -> upkeep.await(commands -> commands.noteCompaction(partition, compacted)),
                new Throttle(upkeep.maintenance(), config.bytesPerSecond()),
                config.keyMapBytes());
    }

    /** Compaction may use half of the reserve for a moment: it gives back more. */
    private LogCompaction.DiskRoom diskRoom(DiskReserve reserve) {
        return bytes -> directory.freeBytes() - bytes >= reserve.bytesOf(directory.totalBytes()) / 2;
    }

    private static Topics topicsOf(RecoveredState recovered, PartitionReaders readers) {
        List<Topic> found =
                recovered.topics().stream().map(each -> each.start(readers)).toList();
        Topics topics = new Topics(found.get(0), recovered.nextTopicId());
        for (Topic each : found.subList(1, found.size())) {
            topics.add(each);
            topics.publish(each);
        }
        return topics;
    }

    static RunningLog open(LogSeams seams, LogConfig config) throws IOException {
        RecoveredState recovered = Recovery.run(seams.directory());
        try {
            OpenJournal journal = OpenJournal.open(seams, config, recovered);
            LOGGER.info(
                    "Opened {}: {} topics, {} journal entries read back, {} batches restored",
                    seams.directory().location(),
                    recovered.topics().size() - 1,
                    recovered.report().journalEntries(),
                    recovered.report().restoredBatches());
            return new RunningLog(seams, config, recovered, journal);
        } catch (IOException | RuntimeException e) {
            recovered.close();
            throw e;
        }
    }

    private record FetchedPartitions(LogFetcher fetcher) implements PartitionReaders {
        @Override
        public ReadablePartition open(TopicPartition name, PartitionSegments segments) {
            return fetcher.add(name, segments);
        }

        @Override
        public void remove(ReadablePartition partition) {
            fetcher.remove(partition);
        }
    }

    /** The journal, ready to be written, and a promise of who is told of each change to another file. */
    private record OpenJournal(JournalFiles files, Journal journal, CompletableFuture<Checkpoints> rolled) {
        static OpenJournal open(LogSeams seams, LogConfig config, RecoveredState recovered) throws IOException {
            JournalFiles files = JournalFiles.open(recovered.journal(), config.journalFileBytes(), seams.random());
            try {
                files.freeBefore(recovered.keptFromLife());
                CompletableFuture<Checkpoints> rolled = new CompletableFuture<>();
                long nextSequence = recovered.checkpoint().journal().sequence();
                Journal journal = Journal.open(files, nextSequence, () -> rolled.thenAccept(Checkpoints::request));
                return new OpenJournal(files, journal, rolled);
            } catch (IOException | RuntimeException e) {
                files.close();
                throw e;
            }
        }
    }

    RecoveryReport report() {
        return report;
    }

    Topics topics() {
        return topics;
    }

    LogFetcher fetcher() {
        return fetcher;
    }

    IngestPipeline pipeline() {
        return pipeline;
    }

    LogCommands commands() {
        return commands;
    }

    TopicRemoval removal() {
        return removal;
    }

    LogCleaning cleaning() {
        return cleaning;
    }

    void startMaintenance() {
        cleaning.start(maintenanceConfig.interval());
    }

    LogRetention retention() {
        return retention;
    }

    Floors floors() {
        return floors;
    }

    void ensureOpen() {
        if (closed.get()) {
            throw new LogClosedException("the log is closed");
        }
    }

    @Override
    public void close() {
        refuseCallbacks();
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        pipeline.refuseMore();
        checkpoints.makeLast();
        pipeline.close();
        maintenance.close();
        fetcher.close();
        closeFiles();
    }

    /** Closing waits for the engine's threads; one that waited for itself would never end. */
    private void refuseCallbacks() {
        if (pipeline.isStageThread() || fetcher.isReaderThread() || maintenance.isCurrent()) {
            throw new IllegalStateException("a callback of the log, on thread "
                    + Thread.currentThread().getName() + ", cannot close the log: have another thread do it");
        }
    }

    private void closeFiles() {
        IOException failure = null;
        for (Partition each : topics.readable()) {
            failure = closeAlso(each.segments(), failure);
        }
        failure = closeAlso(journalFiles, failure);
        failure = closeAlso(directory, failure);
        if (failure != null) {
            throw new StorageFailedException(
                    "log in " + directory.location() + " could not be closed: " + failure, failure);
        }
    }

    private static @Nullable IOException closeAlso(AutoCloseable resource, @Nullable IOException earlier) {
        try {
            resource.close();
            return earlier;
        } catch (Exception e) {
            IOException failure = e instanceof IOException io ? io : new IOException(e);
            if (earlier == null) {
                return failure;
            }
            earlier.addSuppressed(failure);
            return earlier;
        }
    }
}
