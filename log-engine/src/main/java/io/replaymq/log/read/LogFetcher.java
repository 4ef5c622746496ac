package io.replaymq.log.read;

import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.segment.PartitionSegments;
import io.replaymq.log.segment.SegmentMaps;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers fetches: from memory at once, from disk on the reader threads, and at the end of a partition when there is more.
 *
 * <p><b>Threads:</b> any thread asks; one thread at a time adds partitions.
 * <p><b>Owns</b> the reader threads and the maps of segments. The segments are closed by whoever opened them, after this.
 */
public final class LogFetcher implements AutoCloseable {
    private final Map<TopicPartition, ReadablePartition> partitions = new ConcurrentHashMap<>();
    private final Set<ReadablePartition> open = ConcurrentHashMap.newKeySet();
    private final ReaderThreads readers;
    private final TailCache tails;
    private final SegmentMaps maps;
    private final TimeSource time;

    private LogFetcher(ReaderThreads readers, TailCache tails, SegmentMaps maps, TimeSource time) {
        this.readers = readers;
        this.tails = tails;
        this.maps = maps;
        this.time = time;
    }

    /**
     * Starts the reader threads.
     *
     * @param readerThreads how many
     * @param tailBytes memory for the most recent batches of all partitions, in bytes
     * @param mappedBytes how much of sealed segments stays mapped
     * @param time measures how long readers wait
     */
    public static LogFetcher start(int readerThreads, long tailBytes, long mappedBytes, TimeSource time) {
        return new LogFetcher(
                new ReaderThreads(readerThreads), new TailCache(tailBytes), new SegmentMaps(mappedBytes), time);
    }

    /**
     * Makes a partition readable, up to its present end offset. One of the same name that was there before, and is about to be
     * {@link #remove removed}, is no longer found.
     *
     * @return where the publishing thread publishes what is appended from now on
     */
    public ReadablePartition add(TopicPartition partition, PartitionSegments segments) {
        segments.readThrough(maps);
        ReadablePartition readable = new ReadablePartition(partition, segments, tails, readers);
        open.add(readable);
        partitions.put(partition, readable);
        return readable;
    }

    /** A partition is gone: fetches from it fail from now on, those that wait too. Before its files go. */
    public void remove(ReadablePartition partition) {
        partitions.remove(partition.name(), partition);
        partition.remove();
        open.remove(partition);
    }

    /** The partition of that name. @throws UnknownTopicException if there is none */
    public ReadablePartition partition(TopicPartition partition) {
        ReadablePartition found = partitions.get(partition);
        if (found == null) {
            throw new UnknownTopicException("there is no partition " + partition);
        }
        return found;
    }

    /** Does {@link io.replaymq.log.api.ReplayLog#fetch}. */
    public CompletionStage<Fetch> fetch(TopicPartition partition, long offset, int maxBytes) {
        ReadablePartition found = partitions.get(partition);
        return found == null ? unknown(partition) : found.fetch(offset, maxBytes);
    }

    /** Does {@link io.replaymq.log.api.ReplayLog#offsetForTime}. */
    public CompletionStage<Long> offsetForTime(TopicPartition partition, long timestampMs) {
        ReadablePartition found = partitions.get(partition);
        return found == null ? unknown(partition) : found.offsetForTime(timestampMs);
    }

    /** Does {@link io.replaymq.log.api.ReplayLog#reader}. */
    public LogReader reader(TopicPartition partition, long offset) {
        return new FetchingReader(partition(partition), offset, time);
    }

    private static <T> CompletionStage<T> unknown(TopicPartition partition) {
        return CompletableFuture.failedFuture(new UnknownTopicException("there is no partition " + partition));
    }

    /** Whether the caller is a reader thread, so a callback of a fetch. */
    public boolean isReaderThread() {
        return readers.isCurrent();
    }

    /** Refuses further fetches, answers those that wait, and stops the reader threads. May be called twice. */
    @Override
    public void close() {
        readers.close();
        open.forEach(ReadablePartition::close);
        maps.close();
    }
}
