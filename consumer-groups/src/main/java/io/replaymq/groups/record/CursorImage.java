package io.replaymq.groups.record;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How far a group is in one partition, or a part of that: images of one generation merge by union of what is settled and by
 * maximum of everything else; a later generation replaces the earlier ones.
 *
 * @param groupId the group's id
 * @param partition the partition, from 0
 * @param generation how often the cursor was rewound
 * @param floor everything below it is settled
 * @param deliveredMark nothing at or above it has been delivered, but for what pages name as offered
 * @param runs pages in which everything is settled
 * @param pages images of whole pages; pages that are not named say nothing
 */
public record CursorImage(
        UUID groupId,
        int partition,
        int generation,
        long floor,
        long deliveredMark,
        List<PageRun> runs,
        List<PageImage> pages)
        implements GroupRecord {
    /** How many runs or pages one record names at most. */
    static final int MAX_PAGES = 64;

    /** Copies the lists. */
    public CursorImage {
        runs = List.copyOf(runs);
        pages = List.copyOf(pages);
    }

    /** An image that says where a cursor's generation begins: nothing is settled from there on and nothing was delivered. */
    public static CursorImage start(UUID groupId, int partition, int generation, long floor) {
        return new CursorImage(groupId, partition, generation, floor, floor, List.of(), List.of());
    }

    /** Whether some of it is not to be delivered before a time. */
    boolean hasDelays() {
        return pages.stream().anyMatch(PageImage::hasDelays);
    }

    /** Whether the delivered mark does not say all of it. */
    boolean hasExceptions() {
        return pages.stream().anyMatch(PageImage::hasExceptions);
    }

    /** This image as images of bounded size, which merge to the same. */
    public List<CursorImage> split() {
        if (runs.size() <= MAX_PAGES && pages.size() <= MAX_PAGES) {
            return List.of(this);
        }
        List<CursorImage> parts = new ArrayList<>();
        for (int i = 0; i < Math.max(runs.size(), pages.size()); i += MAX_PAGES) {
            parts.add(new CursorImage(
                    groupId, partition, generation, floor, deliveredMark, part(runs, i), part(pages, i)));
        }
        return parts;
    }

    private static <T> List<T> part(List<T> list, int from) {
        return list.subList(Math.min(from, list.size()), Math.min(from + MAX_PAGES, list.size()));
    }
}
