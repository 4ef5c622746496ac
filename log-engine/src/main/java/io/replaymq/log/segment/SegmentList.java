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
 */
record SegmentList(String partitionPath, List<Segment> segments) {
    SegmentList {
        segments = List.copyOf(segments);
    }

    /** Lists a partition's directory; deletes segments wholly below the start offset, and index files that lost theirs. */
    static SegmentList find(LogDirectory directory, String partitionPath, long startOffset) throws IOException {
        List<String> names = directory.list(partitionPath);
        List<SegmentFiles> found = new ArrayList<>();
        for (String each : names) {
            OptionalLong baseOffset = SegmentFiles.baseOffsetOf(each);
            if (baseOffset.isPresent()) {
                found.add(new SegmentFiles(partitionPath, baseOffset.getAsLong()));
            }
        }
        while (found.size() > 1 && found.get(1).baseOffset() <= startOffset) {
            found.remove(0).delete(directory);
        }
        deleteOrphans(directory, partitionPath, found);
        List<Segment> segments = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            SegmentFiles files = found.get(i);
            long end = i + 1 < found.size() ? found.get(i + 1).baseOffset() : files.baseOffset();
            segments.add(new Segment(directory, files, onDisk(directory, files, end)));
        }
        return new SegmentList(partitionPath, segments);
    }

    private static SegmentEnd onDisk(LogDirectory directory, SegmentFiles files, long endOffset) throws IOException {
        try (LogFile file = directory.open(files.log(), OpenMode.EXISTING)) {
            int bytes = (int) Math.min(file.size(), Integer.MAX_VALUE);
            return new SegmentEnd(endOffset, bytes, SegmentEnd.NO_TIMESTAMP, files.baseOffset(), 0, 0);
        }
    }

    private static void deleteOrphans(LogDirectory directory, String partitionPath, List<SegmentFiles> found)
            throws IOException {
        for (String each : directory.list(partitionPath)) {
            OptionalLong offset = SegmentFiles.offsetBeforeSuffix(each);
            if (offset.isPresent()
                    && SegmentFiles.isDerived(each)
                    && found.stream().noneMatch(files -> files.baseOffset() == offset.getAsLong())) {
                directory.delete(partitionPath + "/" + each);
            }
        }
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
        return new SegmentList(partitionPath, more);
    }

    /** Without the segments that end at or below an offset, which are handed out; the last one stays. */
    SegmentList from(long offset, List<Segment> dropped) {
        int first = 0;
        while (first + 1 < segments.size() && segments.get(first + 1).baseOffset() <= offset) {
            dropped.add(segments.get(first++));
        }
        return new SegmentList(partitionPath, segments.subList(first, segments.size()));
    }
}
