package io.replaymq.log.segment;

import io.replaymq.log.record.RecordBatch;

/**
 * Both indexes of a segment in memory, and what is known of its batches so far. Entries are made where Kafka makes them, so that
 * its tools agree with the files.
 *
 * <p><b>Threads:</b> one thread adds; any thread looks up with a {@link SegmentEnd} that was published to it.
 */
final class SegmentIndexes {
    static final int INTERVAL_BYTES = 4 << 10;

    private final OffsetIndex byOffset;
    private final TimeIndex byTime;
    private SegmentEnd end;
    private int lastEntryPosition;

    SegmentIndexes(long baseOffset) {
        this(new OffsetIndex(baseOffset), new TimeIndex(baseOffset), SegmentEnd.empty(baseOffset));
    }

    SegmentIndexes(OffsetIndex byOffset, TimeIndex byTime, SegmentEnd end) {
        this.byOffset = byOffset;
        this.byTime = byTime;
        this.end = end;
        this.lastEntryPosition =
                byOffset.startAtOrBelow(end.endOffset(), end.offsetEntries()).position();
    }

    /** Notes the batch that follows the ones so far. */
    void add(RecordBatch batch) {
        int position = end.bytes();
        SegmentEnd next = end.with(batch, byOffset.count(), byTime.count());
        if (position - lastEntryPosition > INTERVAL_BYTES) {
            byOffset.add(batch.endOffset() - 1, position);
            byTime.addIfLater(next.maxTimestampMs(), next.maxTimestampOffset());
            lastEntryPosition = position;
            next = end.with(batch, byOffset.count(), byTime.count());
        }
        end = next;
    }

    /** Ends the time index with the segment's latest timestamp: nothing follows. */
    void complete() {
        byTime.addIfLater(end.maxTimestampMs(), end.maxTimestampOffset());
        end = end.withTimeEntries(byTime.count());
    }

    SegmentEnd end() {
        return end;
    }

    /** What has been published of them with an end of the segment. */
    View upTo(SegmentEnd published) {
        return new View(byOffset, byTime, published);
    }

    OffsetIndex byOffset() {
        return byOffset;
    }

    TimeIndex byTime() {
        return byTime;
    }

    /**
     * Indexes to look up in, up to an end of the segment.
     *
     * @param byOffset where batches lie
     * @param byTime which offsets are older than a time
     * @param end what was published
     */
    record View(OffsetIndex byOffset, TimeIndex byTime, SegmentEnd end) {
        BatchWalk.Start startAtOrBelow(long offset) {
            return byOffset.startAtOrBelow(offset, end.offsetEntries());
        }

        long firstCandidate(long timestampMs) {
            return byTime.firstCandidate(timestampMs, end.timeEntries());
        }
    }
}
