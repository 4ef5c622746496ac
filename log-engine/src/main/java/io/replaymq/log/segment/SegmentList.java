package io.replaymq.log.segment;

import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a partition at one moment, ascending.
 *
 * @param partitionPath the directory of the partition
 * @param segments none or more
 * @param recordsBelowStart how many records of the first segment lie below the partition's start offset
 */
record SegmentList(String partitionPath, List<Segment> segments, long recordsBelowStart) {
    SegmentList {
        segments = List.copyOf(segments);
    }

    /** Lists a partition's directory; leaves out what lies wholly below the start offset. Changes nothing. */
    static SegmentList find(LogDirectory directory, String partitionPath, long startOffset) throws IOException {
        List<SegmentFiles> found = new ArrayList<>();
        for (String each : directory.list(partitionPath)) {
            OptionalLong baseOffset = SegmentFiles.baseOffsetOf(each);
            if (baseOffset.isPresent()) {
                found.add(new SegmentFiles(partitionPath, baseOffset.getAsLong()));
            }
        }
        while (found.size() > 1 && found.get(1).baseOffset() <= startOffset) {
            found.remove(0);
        }
        List<Segment> segments = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            SegmentFiles files = found.get(i);
            long end = i + 1 < found.size() ? found.get(i + 1).baseOffset() : files.baseOffset();
            segments.add(new Segment(directory, files, onDisk(directory, files, end)));
        }
        return new SegmentList(partitionPath, segments, 0);
    }

    private static SegmentEnd onDisk(LogDirectory directory, SegmentFiles files, long endOffset) throws IOException {
        try (LogFile file = directory.open(files.log(), OpenMode.EXISTING)) {
            int bytes = (int) Math.min(file.size(), Integer.MAX_VALUE);
            return SegmentEnd.unsurveyed(files.baseOffset(), endOffset, bytes);
        }
    }

    /** Deletes what is in the partition's directory of segments that are none of these. @return whether there was anything */
    boolean deleteOthers(LogDirectory directory) throws IOException {
        List<String> others = new ArrayList<>();
        for (String each : directory.list(partitionPath)) {
            OptionalLong offset = SegmentFiles.offsetBeforeSuffix(each);
            if (offset.isPresent()
                    && SegmentFiles.isOurs(each)
                    && segments.stream().noneMatch(segment -> segment.baseOffset() == offset.getAsLong())) {
                others.add(partitionPath + "/" + each);
            }
        }
        for (String each : others) {
            directory.delete(each);
        }
        return !others.isEmpty();
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    Segment first() {
        return segments.get(0);
    }

    /** The number of the last segment that begins at or below an offset; the first one's if none does. */
    int floor(long offset) {
        int low = 0;
        int high = segments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (segments.get(middle).baseOffset() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Math.max(low - 1, 0);
    }

    /** The segment after one of them, or null. */
    @Nullable
    Segment after(int number) {
        return number + 1 < segments.size() ? segments.get(number + 1) : null;
    }

    SegmentList with(Segment last) {
        List<Segment> more = new ArrayList<>(segments);
        more.add(last);
        return new SegmentList(partitionPath, more, recordsBelowStart);
    }

    SegmentList withRecordsBelowStart(long count) {
        return new SegmentList(partitionPath, segments, count);
    }

    /** How many segments end at or below an offset; one that may still change does not count. */
    int wholeBelow(long offset) {
        int count = 0;
        while (count < segments.size() && isWholeBelow(count, offset)) {
            count++;
        }
        return count;
    }

    private boolean isWholeBelow(int number, long offset) {
        Segment segment = segments.get(number);
        return number + 1 < segments.size()
                ? segments.get(number + 1).baseOffset() <= offset
                : segment.isResting() && segment.end().endOffset() <= offset;
    }

    /** Without the first of them. */
    SegmentList without(int dropped, long nowBelowStart) {
        return new SegmentList(partitionPath, segments.subList(dropped, segments.size()), nowBelowStart);
    }

    /** What they hold together. */
    SegmentTotals totals() {
        long records = -recordsBelowStart;
        long bytes = 0;
        long latest = SegmentEnd.NO_TIMESTAMP;
        for (Segment each : segments) {
            SegmentEnd end = each.end();
            records += end.records();
            bytes += end.bytes();
            if (end.maxTimestampMs() != SegmentEnd.UNKNOWN_TIMESTAMP) {
                latest = Math.max(latest, end.maxTimestampMs());
            }
        }
        long first = segments.stream()
                .mapToLong(each -> each.end().firstTimestampMs())
                .filter(each -> each != SegmentEnd.NO_TIMESTAMP)
                .findFirst()
                .orElse(SegmentEnd.NO_TIMESTAMP);
        return new SegmentTotals(Math.max(records, 0), bytes, segments.size(), first, latest);
    }
}
