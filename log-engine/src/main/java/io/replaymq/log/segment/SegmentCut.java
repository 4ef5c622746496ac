package io.replaymq.log.segment;

import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import java.io.IOException;
import java.util.List;

/** Cuts a partition's files off at an offset. For the recovering thread. */
final class SegmentCut {
    private SegmentCut() {}

    /**
     * Deletes the segments at or above an offset, the last one first, so that what is left never has a gap; then shortens the one
     * that holds the offset.
     *
     * @param startOffset what lies wholly below it is left out
     * @return what is left
     */
    static SegmentList cut(LogDirectory directory, SegmentList list, long startOffset, long newEndOffset)
            throws IOException {
        List<Segment> segments = list.segments();
        int kept = segments.size();
        int left = beforeOverlap(segments);
        while (kept > 0 && (kept > left || segments.get(kept - 1).baseOffset() >= newEndOffset)) {
            segments.get(--kept).drop();
        }
        if (kept == 0 || newEndOffset <= startOffset) {
            // What is left lies below the log start. It is swept once that is durable; until then its end means
            // nothing.
            return new SegmentList(list.partitionPath(), List.of(), new LogStart(startOffset, 0));
        }
        shorten(segments.get(kept - 1), newEndOffset);
        return SegmentList.find(directory, list.partitionPath(), startOffset);
    }

    /**
     * How many segments follow each other without an overlap. A segment that begins below the end of one before it is left over
     * from an earlier cut that a power failure undid in part.
     */
    private static int beforeOverlap(List<Segment> segments) {
        long end = Long.MIN_VALUE;
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).baseOffset() < end) {
                return i;
            }
            end = Math.max(end, segments.get(i).end().endOffset());
        }
        return segments.size();
    }

    private static void shorten(Segment segment, long newEndOffset) throws IOException {
        try (LogFile file = segment.open()) {
            BatchWalk walk = segment.walk(file, BatchWalk.Start.atBase(0, segment.baseOffset()), Segment.SCAN_BYTES);
            while (walk.expectedOffset() < newEndOffset && walk.next() != null) {
                // on to the first batch that goes
            }
            file.truncate(walk.position());
            // At once: it may end now where its indexes vouch for it, and then counts as forced already.
            file.force();
        } catch (DamagedBatchException e) {
            throw e.asCorruption();
        }
    }
}
