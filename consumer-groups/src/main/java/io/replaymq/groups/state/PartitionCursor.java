package io.replaymq.groups.state;

import io.replaymq.groups.record.CursorImage;
import io.replaymq.groups.record.PageImage;
import io.replaymq.groups.record.PageImage.DeliveryCount;
import io.replaymq.groups.record.PageRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A group's durable cursor in one partition: what is settled, how often unsettled offsets were delivered, and below which offset
 * anything may have been delivered, all of one generation. Changed by merging images only.
 */
public final class PartitionCursor {
    private final TreeMap<Long, Integer> counts = new TreeMap<>();
    private SettledSet settled = new SettledSet();
    private int generation;
    private long deliveredMark;

    /** How often it was rewound. */
    public int generation() {
        return generation;
    }

    /** Everything below is settled; it is not itself. */
    public long floor() {
        return settled.floor();
    }

    /** Nothing at or above it has been delivered. */
    public long deliveredMark() {
        return Math.max(deliveredMark, settled.floor());
    }

    /** Whether an offset is settled. */
    public boolean isSettled(long offset) {
        return settled.contains(offset);
    }

    /** The first offset at or above the given one that is not settled. */
    public long nextUnsettled(long from) {
        return settled.nextUnsettled(from);
    }

    /** Whether nothing at or above an offset is settled. */
    public boolean isUntouched(long offset) {
        return settled.isEmptyFrom(offset);
    }

    /** How often an unsettled offset is known to have been delivered. */
    public int deliveryCount(long offset) {
        return counts.isEmpty() ? 0 : counts.getOrDefault(offset, 0);
    }

    /**
     * The image of a page as it will be once more of it is settled and counted.
     *
     * @param more bits to add
     * @param moreCounts counts by offset, of this page and others
     */
    public PageImage pageWith(long page, long[] more, NavigableMap<Long, Integer> moreCounts) {
        long[] words = settled.words(page);
        for (int i = 0; i < words.length; i++) {
            words[i] |= more[i];
        }
        long first = page << PageImage.OFFSET_BITS;
        long end = (page + 1) << PageImage.OFFSET_BITS;
        NavigableMap<Long, Integer> ofPage = counts.subMap(first, true, end, false);
        if (!moreCounts.isEmpty()) {
            ofPage = new TreeMap<>(ofPage);
            for (Map.Entry<Long, Integer> each :
                    moreCounts.subMap(first, true, end, false).entrySet()) {
                ofPage.merge(each.getKey(), each.getValue(), Math::max);
            }
        }
        return new PageImage(page, words, unsettledOnly(ofPage, first, words));
    }

    private static List<DeliveryCount> unsettledOnly(Map<Long, Integer> counts, long first, long[] settledWords) {
        if (counts.isEmpty()) {
            return List.of();
        }
        List<DeliveryCount> kept = new ArrayList<>(counts.size());
        counts.forEach((offset, count) -> {
            int place = (int) (offset - first);
            if ((settledWords[place >> 6] & (1L << place)) == 0) {
                kept.add(new DeliveryCount(place, count));
            }
        });
        return kept;
    }

    /** The whole cursor. */
    CursorImage image(UUID groupId, int partition) {
        TreeMap<Long, PageImage> pages = new TreeMap<>();
        long[] nothing = new long[PageImage.WORDS];
        for (long page : settled.partialPages()) {
            PageImage image = pageWith(page, nothing, new TreeMap<>());
            if (!image.counts().isEmpty() || !Arrays.equals(image.settled(), nothing)) {
                pages.put(page, image);
            }
        }
        for (long offset : counts.keySet()) {
            pages.computeIfAbsent(offset >> PageImage.OFFSET_BITS, page -> pageWith(page, nothing, new TreeMap<>()));
        }
        return new CursorImage(
                groupId, partition, generation, floor(), deliveredMark(), settled.runs(), List.copyOf(pages.values()));
    }

    void merge(CursorImage image) {
        if (image.generation() < generation) {
            return;
        }
        if (image.generation() > generation) {
            generation = image.generation();
            settled = new SettledSet();
            counts.clear();
            deliveredMark = 0;
        }
        deliveredMark = Math.max(deliveredMark, image.deliveredMark());
        settled.raiseFloor(image.floor());
        for (PageRun each : image.runs()) {
            settled.addRun(each.firstPage(), each.endPage());
        }
        for (PageImage each : image.pages()) {
            mergePage(each);
        }
        if (!counts.isEmpty()) {
            forgetCountsOfSettled(image);
        }
    }

    private void forgetCountsOfSettled(CursorImage image) {
        counts.headMap(floor()).clear();
        for (PageRun each : image.runs()) {
            counts.subMap(each.firstPage() << PageImage.OFFSET_BITS, each.endPage() << PageImage.OFFSET_BITS)
                    .clear();
        }
        for (PageImage each : image.pages()) {
            counts.subMap(each.firstOffset(), each.firstOffset() + PageImage.OFFSETS)
                    .keySet()
                    .removeIf(settled::contains);
        }
    }

    private void mergePage(PageImage page) {
        settled.addPage(page.page(), page.settled());
        for (DeliveryCount each : page.counts()) {
            counts.merge(page.firstOffset() + each.place(), each.count(), Math::max);
        }
    }
}
