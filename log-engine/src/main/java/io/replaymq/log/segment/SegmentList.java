package io.replaymq.log.segment;

import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a partition at one moment, ascending.
 *
 * @param partitionPath the directory of the partition
 * @param segments none or more
 * @param start where the log starts: in the first of them, or above, where there is nothing
 */
record SegmentList(String partitionPath, List<Segment> segments, LogStart start) {
    SegmentList {
        segments = List.copyOf(segments);
    }

    /** Lists a partition's directory; leaves out what lies wholly below the start offset. Changes nothing. */
    static SegmentList find(LogDirectory directory, String partitionPath, long startOffset) throws IOException {
        NavigableMap<Long, OptionalLong> found = present(directory.list(partitionPath));
        List<Long> bases = new ArrayList<>(found.keySet());
        while (bases.size() > 1 && bases.get(1) <= startOffset) {
            bases.remove(0);
        }
        List<Segment> segments = new ArrayList<>(bases.size());
        for (int i = 0; i < bases.size(); i++) {
            long base = bases.get(i);
            OptionalLong swapEnd = found.getOrDefault(base, OptionalLong.empty());
            long end = swapEnd.orElse(i + 1 < bases.size() ? bases.get(i + 1) : base);
            segments.add(onDisk(directory, new SegmentFiles(partitionPath, base), end, swapEnd.isPresent()));
        }
        long first = segments.isEmpty() ? startOffset : segments.get(0).baseOffset();
        return new SegmentList(partitionPath, segments, new LogStart(Math.max(startOffset, first), 0));
    }

    /** The base offsets of the segments that count, and the end offsets of those in the place of others. */
    private static NavigableMap<Long, OptionalLong> present(List<String> names) {
        NavigableMap<Long, OptionalLong> found = new TreeMap<>();
        for (String each : names) {
            SegmentFiles.baseOffsetOf(each).ifPresent(base -> found.put(base, OptionalLong.empty()));
        }
        for (String each : names) {
            OptionalLong end = SegmentFiles.swapEndOf(each);
            OptionalLong base = SegmentFiles.offsetBeforeSuffix(each);
            if (end.isPresent() && base.isPresent() && base.getAsLong() < end.getAsLong()) {
                found.subMap(base.getAsLong(), end.getAsLong()).clear();
                found.put(base.getAsLong(), end);
            }
        }
        return found;
    }

    private static Segment onDisk(LogDirectory directory, SegmentFiles files, long endOffset, boolean inPlaceOfOthers)
            throws IOException {
        String path = inPlaceOfOthers ? files.swap(endOffset) : files.log();
        try (LogFile file = directory.open(path, OpenMode.EXISTING)) {
            int bytes = (int) Math.min(file.size(), Integer.MAX_VALUE);
            SegmentEnd end = SegmentEnd.unsurveyed(files.baseOffset(), endOffset, bytes);
            return inPlaceOfOthers ? Segment.interim(directory, files, end) : new Segment(directory, files, end);
        }
    }

    /** Deletes what is in the partition's directory of segments that are none of these. @return whether there was anything */
    boolean deleteOthers(LogDirectory directory) throws IOException {
        List<String> others = new ArrayList<>();
        for (String each : directory.list(partitionPath)) {
            OptionalLong offset = SegmentFiles.offsetBeforeSuffix(each);
            if (offset.isPresent()
                    && SegmentFiles.isOurs(each)
                    && (SegmentFiles.isUnfinished(each)
                            || segments.stream().noneMatch(segment -> segment.baseOffset() == offset.getAsLong()))) {
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

    /** Whether there is a segment of this number that begins below an offset. */
    boolean begins(int number, long below) {
        return number < segments.size() && segments.get(number).baseOffset() < below;
    }

    SegmentList with(Segment last) {
        List<Segment> more = new ArrayList<>(segments);
        more.add(last);
        return new SegmentList(partitionPath, more, start);
    }

    /** Those from one offset to another, if there are some that begin and end there and never change again; else none. */
    List<Segment> between(long baseOffset, long endOffset) {
        int from = floor(baseOffset);
        int to = from;
        while (to < segments.size() && segments.get(to).end().endOffset() <= endOffset) {
            to++;
        }
        List<Segment> found = segments.subList(Math.min(from, to), to);
        boolean whole = !found.isEmpty()
                && found.get(0).baseOffset() == baseOffset
                && found.get(found.size() - 1).end().endOffset() == endOffset
                && found.stream().allMatch(Segment::isResting);
        return whole ? found : List.of();
    }

    /** With another segment in the place of some of these. */
    SegmentList replaced(List<Segment> sources, Segment replacement) {
        int from = segments.indexOf(sources.get(0));
        List<Segment> all = new ArrayList<>(segments.subList(0, from));
        all.add(replacement);
        all.addAll(segments.subList(from + sources.size(), segments.size()));
        return new SegmentList(partitionPath, all, start);
    }

    SegmentList startingAt(LogStart newStart) {
        return new SegmentList(partitionPath, segments, newStart);
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
    SegmentList without(int dropped, LogStart newStart) {
        return new SegmentList(partitionPath, segments.subList(dropped, segments.size()), newStart);
    }

    /** Without any. */
    SegmentList emptied() {
        return new SegmentList(partitionPath, List.of(), start);
    }

    /** What they hold together. */
    SegmentTotals totals() {
        long records = -start.recordsBelow();
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
