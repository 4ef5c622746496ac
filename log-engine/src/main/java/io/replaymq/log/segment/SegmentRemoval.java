package io.replaymq.log.segment;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Takes segments out of a partition: those below its start, those in whose place a rewritten one comes, all of them. Each time the list
 * of segments changes before the files go: a reader that finds one gone sees that the list has changed, and looks again.
 *
 * <p><b>Threads:</b> the recovering thread, then one thread at a time, beside the one that appends and those that read.
 */
final class SegmentRemoval {
    private final PartitionDirectory directory;
    private final PresentSegments segments;
    private final SegmentReads reads;

    /** @param reads lets go of what has been removed */
    SegmentRemoval(PartitionDirectory directory, PresentSegments segments, SegmentReads reads) {
        this.directory = directory;
        this.segments = segments;
        this.reads = reads;
    }

    /** Does {@link PartitionSegments#noteRecordsBelow}. */
    void noteRecordsBelow(long logStart, OptionalLong known) throws IOException {
        SegmentList list = segments.get();
        long count = 0;
        if (known.isPresent()) {
            count = known.getAsLong();
        } else if (!list.isEmpty()) {
            count = SegmentReads.recordsBelow(list.first(), logStart);
        }
        LogStart start = new LogStart(list.start().offset(), count);
        segments.change(each -> each.startingAt(start));
    }

    /** Does {@link PartitionSegments#sweep}. */
    void sweep() throws IOException {
        SegmentList list = segments.get();
        if (list.deleteOthers(directory.storage())) {
            directory.noteChange();
        }
        for (Segment each : list.segments()) {
            if (!each.isSettled()) {
                settle(each);
            }
        }
    }

    /** Does {@link PartitionSegments#replace}. */
    boolean replace(SegmentRewrite rewrite) throws IOException {
        List<Segment> sources = segments.get().between(rewrite.baseOffset(), rewrite.endOffset());
        if (sources.isEmpty()) {
            return false;
        }
        Segment fresh = rewrite.commit();
        SegmentList replaced = segments.change(list -> list.replaced(sources, fresh));
        noteRecordsBelow(replaced.start().offset(), OptionalLong.empty());
        sources.get(0).dropIndexes();
        for (Segment each : sources.subList(1, sources.size())) {
            each.drop();
        }
        sources.forEach(reads::forget);
        settle(fresh);
        rewrite.writeIndexes();
        return true;
    }

    private void settle(Segment fresh) throws IOException {
        directory.forceNow(); // what it replaces is gone for good before its name no longer says up to where
        fresh.settle();
        directory.noteChange();
    }

    /** Does {@link PartitionSegments#trim}. */
    int trim(long newStartOffset) throws IOException {
        SegmentList before = segments.get();
        if (newStartOffset <= before.start().offset()) {
            return 0;
        }
        List<Segment> dropped = before.segments().subList(0, before.wholeBelow(newStartOffset));
        long below = dropped.size() == before.segments().size()
                ? 0
                : SegmentReads.recordsBelow(before.segments().get(dropped.size()), newStartOffset);
        LogStart start = new LogStart(newStartOffset, below);
        segments.change(list -> list.without(dropped.size(), start)); // there may be another one by now
        for (Segment each : dropped) {
            each.drop();
            reads.forget(each);
        }
        if (!dropped.isEmpty()) {
            directory.noteChange();
        }
        return dropped.size();
    }

    /** Does {@link PartitionSegments#remove}, when nobody writes any more. */
    void removeAll() throws IOException {
        SegmentList before = segments.get();
        segments.set(before.emptied());
        for (Segment each : before.segments()) {
            each.abandon();
            reads.forget(each);
        }
        directory.remove();
    }
}
