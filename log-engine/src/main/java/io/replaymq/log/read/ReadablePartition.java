package io.replaymq.log.read;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.segment.Chunk;
import io.replaymq.log.segment.PartitionSegments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What readers see of a partition: its segments, its tail in memory, its high watermark, and who waits for that to move.
 *
 * <p>A fetch at the high watermark enters the set of those who wait and then looks at the high watermark again; the publishing
 * thread moves the high watermark and then looks at the set. So at least one of the two sees the other, and whoever takes the
 * fetch out of the set answers it.
 *
 * <p><b>Threads:</b> the publishing thread publishes; any thread asks.
 */
public final class ReadablePartition {
    private final TopicPartition name;
    private final PartitionSegments segments;
    private final TailCache tails;
    private final ReaderThreads readers;
    private final PartitionTail tail = new PartitionTail();
    private final Set<WaitingFetch> waiting = ConcurrentHashMap.newKeySet();
    private volatile long highWatermark; // written by the publishing thread
    private volatile boolean removed;

    ReadablePartition(TopicPartition name, PartitionSegments segments, TailCache tails, ReaderThreads readers) {
        this.name = name;
        this.segments = segments;
        this.tails = tails;
        this.readers = readers;
        this.highWatermark = segments.endOffset();
    }

    /**
     * Makes batches readable: moves the high watermark to their end and answers the fetches that waited for them. Publishing
     * thread only; cheap when nobody waits.
     *
     * @param batches at least one, without a gap from the high watermark on; the segments hold them already
     */
    public void publish(List<RecordBatch> batches) {
        for (RecordBatch each : batches) {
            tails.add(tail, each);
        }
        highWatermark = batches.get(batches.size() - 1).endOffset();
        if (!waiting.isEmpty()) {
            answerWaiting();
        }
    }

    TopicPartition name() {
        return name;
    }

    /** The offset below which records are readable. */
    public long highWatermark() {
        return highWatermark;
    }

    /** The first offset that is kept. */
    public long startOffset() {
        return segments.startOffset();
    }

    CompletableFuture<Fetch> fetch(long offset, int maxBytes) {
        CompletableFuture<Fetch> answer = new CompletableFuture<>();
        OffsetOutOfRangeException outOfRange = outOfRange(offset);
        if (readers.isClosed()) {
            ReaderThreads.refuse(answer);
        } else if (removed) {
            answer.completeExceptionally(gone(null));
        } else if (outOfRange != null) {
            answer.completeExceptionally(outOfRange);
        } else if (offset == highWatermark) {
            await(new WaitingFetch(offset, maxBytes, answer));
        } else {
            answer(offset, maxBytes, answer);
        }
        return answer;
    }

    CompletableFuture<Long> offsetForTime(long timestampMs) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        readers.run(() -> unlessRemoved(() -> find(timestampMs)), answer);
        return answer;
    }

    private long find(long timestampMs) throws IOException {
        long end = highWatermark;
        return segments.firstOffsetAtOrAfter(timestampMs, end).orElse(end);
    }

    /** Answers those who wait: the log is closed. After the readers have been closed. */
    void close() {
        answerWaiting();
    }

    /** Answers those who wait: the partition is gone. What is asked later, and what is being read, is answered alike. */
    void remove() {
        removed = true;
        answerWaiting();
    }

    private UnknownTopicException gone(@Nullable Exception cause) {
        return new UnknownTopicException("partition " + name + " has been deleted", cause);
    }

    /** Whatever a read finds in files that are being removed, it says that they are. */
    private <T> T unlessRemoved(ReaderThreads.Read<T> read) throws IOException {
        if (removed) {
            throw gone(null);
        }
        try {
            T result = read.run();
            if (removed) {
                throw gone(null);
            }
            return result;
        } catch (IOException | BrokerException e) {
            if (removed) {
                throw gone(e);
            }
            throw e;
        }
    }

    private @Nullable OffsetOutOfRangeException outOfRange(long offset) {
        long start = startOffset();
        long end = highWatermark;
        if (offset >= start && offset <= end) {
            return null;
        }
        return new OffsetOutOfRangeException(name + ": offset " + offset + ", expected " + start
                + " (log start offset) to " + end + " (readable end)");
    }

    private void await(WaitingFetch fetch) {
        waiting.add(fetch);
        if (highWatermark > fetch.offset() || removed || readers.isClosed()) {
            take(fetch);
        } else {
            fetch.answer().whenComplete((answer, failure) -> waiting.remove(fetch)); // it may be cancelled
        }
    }

    private void answerWaiting() {
        for (WaitingFetch each : waiting) {
            take(each);
        }
    }

    private void take(WaitingFetch fetch) {
        if (!waiting.remove(fetch)) {
            return;
        }
        if (readers.isClosed()) {
            ReaderThreads.refuse(fetch.answer());
        } else if (removed) {
            fetch.answer().completeExceptionally(gone(null));
        } else {
            answer(fetch.offset(), fetch.maxBytes(), fetch.answer());
        }
    }

    private void answer(long offset, int maxBytes, CompletableFuture<Fetch> answer) {
        long end = highWatermark;
        List<RecordBatch> recent = tail.read(offset, end, maxBytes);
        if (recent.isEmpty()) {
            readers.run(() -> unlessRemoved(() -> read(offset, maxBytes)), answer);
        } else {
            answer.complete(fetchOf(recent, recent.get(recent.size() - 1).endOffset(), end));
        }
    }

    private Fetch read(long offset, int maxBytes) throws IOException {
        long end = highWatermark;
        Chunk chunk = segments.read(offset, end, maxBytes);
        return fetchOf(chunk.batches(), chunk.nextOffset(), end);
    }

    private static Fetch fetchOf(List<RecordBatch> batches, long nextOffset, long readableEnd) {
        List<RecordBatch> visible = batches;
        for (RecordBatch each : batches) {
            if (isHidden(each)) {
                visible = new ArrayList<>(batches);
                visible.removeIf(ReadablePartition::isHidden);
                break;
            }
        }
        return new Fetch(visible, nextOffset, readableEnd);
    }

    private static boolean isHidden(RecordBatch batch) {
        return batch.isControl() || batch.recordCount() == 0;
    }
}
