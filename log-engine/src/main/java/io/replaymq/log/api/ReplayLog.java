package io.replaymq.log.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A replayable, partitioned log: append, read from any offset or time, keep.
 *
 * <p><b>Threads:</b> any thread may call anything; no call does I/O or waits, except {@link #close()}. Stages complete on the
 * log's own threads: what is attached to them must not block, and hands longer work to an executor (the {@code …Async}
 * methods).
 *
 * <p><b>Errors:</b> each subclass of {@link BrokerException} means one thing to the caller. Stages other than append's fail with
 * one; {@code append} always completes normally, with an {@link AppendOutcome}.
 */
public interface ReplayLog extends AutoCloseable {
    /**
     * Creates a topic. Durable when the stage completes.
     *
     * @param name 1 to 249 of {@code [a-zA-Z0-9._-]}, not {@code .} or {@code ..}; names that begin with {@code __} are internal
     * @return fails with {@link InvalidTopicException} or {@link TopicExistsException}
     */
    CompletionStage<TopicDescription> createTopic(String name, TopicConfig config);

    /**
     * Gives a topic other settings, all of them at once. Durable when the stage completes. Partitions can only be added; keys that
     * went to a partition by their number may go to another one from then on, what was appended stays where it is.
     *
     * @return fails with {@link UnknownTopicException}, or {@link InvalidTopicException} if partitions would go or it is the topic
     *     that holds the others
     */
    CompletionStage<TopicDescription> alterTopic(String name, TopicConfig config);

    /**
     * Deletes a topic with everything in it. Durable when the stage completes; its files go a little later. Appends, fetches and
     * readers fail with {@link UnknownTopicException}, those that wait at once. A topic that is created later under the name is
     * another one, with a number of its own, and has nothing of this one.
     *
     * @return fails with {@link UnknownTopicException}, or {@link InvalidTopicException} if it is the topic that holds the others
     */
    CompletionStage<Void> deleteTopic(String name);

    /** The topic of that name, if it exists. */
    Optional<TopicDescription> topic(String name);

    /** All topics that are not internal, by name. */
    List<TopicDescription> topics();

    /**
     * What a topic holds at this moment, partition by partition. Kept as records come and go, so it costs no reading.
     *
     * @throws UnknownTopicException if there is no such topic
     */
    TopicStatistics statistics(String name);

    /**
     * Appends all of the set or nothing of it. Sets of one calling thread keep their order. Whether there is room for it is decided
     * at once: a stage that ends with {@link BackpressureException} has done so before this returns.
     *
     * @return always completes normally: committed at the durability asked for, refused, or in doubt
     */
    CompletionStage<AppendOutcome> append(AppendSet set, Durability durability);

    /**
     * Reads whole batches from an offset on; waits, without a thread or a poll, until there is one.
     *
     * @param maxBytes soft limit: at least one batch is returned however large
     * @return fails with {@link UnknownTopicException}, {@link OffsetOutOfRangeException} (below the log start offset or
     *     above the readable end), {@link CorruptLogException}, {@link StorageFailedException} (it could not be read), {@link BackpressureException} or {@link LogClosedException}
     */
    CompletionStage<Fetch> fetch(TopicPartition partition, long offset, int maxBytes);

    /**
     * The first offset whose record has a timestamp at or after the given one; the readable end if there is none.
     *
     * @param timestampMs milliseconds since the epoch
     */
    CompletionStage<Long> offsetForTime(TopicPartition partition, long timestampMs);

    /** The first offset still kept. @throws UnknownTopicException if there is no such partition */
    long startOffset(TopicPartition partition);

    /** The offset below which records are readable. @throws UnknownTopicException if there is no such partition */
    long readableEnd(TopicPartition partition);

    /** A reader for one application thread, positioned at an offset. @throws UnknownTopicException if there is no such partition */
    LogReader reader(TopicPartition partition, long offset);

    /**
     * Gives up the records below an offset: the log start offset moves there, durably, and whole segments below it are removed.
     * An offset below the present log start offset changes nothing.
     *
     * @return the log start offset afterwards; fails with {@link OffsetOutOfRangeException} above the readable end
     */
    CompletionStage<Long> trim(TopicPartition partition, long newStartOffset);

    /**
     * The largest record batch that a topic takes, in bytes: by its settings and the log's. Any thread; no I/O.
     *
     * @return for a topic that does not exist, what the log's settings say
     */
    int maxBatchBytes(String topic);

    /**
     * Protects records that somebody has still to deliver from being removed, until the registration is closed: by age, by size and by
     * compaction, unless the topic's settings say {@link TopicConfig.Retain#TIME_ONLY}. Floors are not stored: whoever needs one
     * registers it after each start, before {@link #startMaintenance()}.
     */
    FloorRegistration protect(TopicPartition partition, RetentionFloor floor);

    /**
     * Lets the log clean up by itself from now on, every {@link MaintenanceConfig#interval()}: what {@link #clean()} does. Called by the
     * owner of the log once everybody has registered what must not be removed; before that the log removes nothing by itself. Again,
     * it does nothing.
     *
     * @throws LogClosedException if the log is closed
     */
    void startMaintenance();

    /**
     * Cleans up now: seals active segments that have the age for it, removes sealed segments that the settings of their topics no longer
     * keep and no floor protects, and compacts what is worth it. On the log's own thread, at the pace of {@link MaintenanceConfig}.
     *
     * @return what was done; fails with {@link StorageFailedException} or {@link LogClosedException}
     */
    CompletionStage<CleaningReport> clean();

    /**
     * Finishes what was accepted, forces it, and lets go of the directory. May be called twice.
     *
     * @throws IllegalStateException on a thread of the log, in a callback of one of its stages: it would wait for itself
     */
    @Override
    void close();

    /** A floor that is in force until it is closed. */
    interface FloorRegistration extends AutoCloseable {
        @Override
        void close();
    }
}
