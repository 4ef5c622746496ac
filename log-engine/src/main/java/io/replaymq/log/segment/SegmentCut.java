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
     * @return what is left
     */
    static SegmentList cut(LogDirectory directory, SegmentList list, long newEndOffset) throws IOException {
        List<Segment> segments = list.segments();
        int kept = segments.size();
        while (kept > 0 && segments.get(kept - 1).baseOffset() >= newEndOffset) {
            segments.get(--kept).drop();
        }
        if (kept > 0) {
            shorten(segments.get(kept - 1), newEndOffset);
        }
        return SegmentList.find(directory, list.partitionPath(), 0);
    }

    private static void shorten(Segment segment, long newEndOffset) throws IOException {
        try (LogFile file = segment.open()) {
            BatchWalk walk = segment.walk(file, BatchWalk.Start.atBase(0, segment.baseOffset()), Segment.SCAN_BYTES);
            while (walk.expectedOffset() < newEndOffset && walk.next() != null) {
                // on to the first batch that goes
            }
            file.truncate(walk.position());
        } catch (DamagedBatchException e) {
            throw e.asCorruption();
        }
    }
}
