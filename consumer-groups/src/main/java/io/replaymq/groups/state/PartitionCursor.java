package io.replaymq.groups.state;

import io.replaymq.groups.record.CursorImage;
import io.replaymq.groups.record.PageImage;
import io.replaymq.groups.record.PageRun;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A group's durable cursor in one partition: what is settled, how often unsettled offsets were delivered, and below which offset
 * anything may have been delivered, all of one generation. Changed by merging images only.
 */
public final class PartitionCursor {
    private final DeliveryCounts counts = new DeliveryCounts();
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
        return counts.of(offset);
    }

    /** Calls back for each unsettled offset that is not to be delivered before some time. */
    public void forEachDelayed(DeliveryCounts.DelayedOffset to) {
        counts.forEachDelayed(to);
    }

    /**
     * The image of a page as it will be once more of it is settled and counted.
     *
     * @param more bits to add
     * @param moreCounts counts by offset, of this page and others
     */
    public PageImage pageWith(long page, long[] more, DeliveryCounts moreCounts) {
        long[] words = settled.words(page);
        for (int i = 0; i < words.length; i++) {
            words[i] |= more[i];
        }
        return new PageImage(page, words, counts.ofPage(page, moreCounts, words));
    }

    /** The whole cursor. */
    CursorImage image(UUID groupId, int partition) {
        TreeMap<Long, PageImage> pages = new TreeMap<>();
        long[] nothing = new long[PageImage.WORDS];
        DeliveryCounts none = new DeliveryCounts();
        for (long page : settled.partialPages()) {
            PageImage image = pageWith(page, nothing, none);
            if (!image.counts().isEmpty() || !Arrays.equals(image.settled(), nothing)) {
                pages.put(page, image);
            }
        }
        for (long each : counts.pages()) {
            pages.computeIfAbsent(each, page -> pageWith(page, nothing, none));
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
        counts.forgetBelow(floor());
        for (PageRun each : image.runs()) {
            counts.forget(
                    each.firstPage() << PageImage.OFFSET_BITS, each.endPage() << PageImage.OFFSET_BITS, any -> true);
        }
        for (PageImage each : image.pages()) {
            counts.forget(each.firstOffset(), each.firstOffset() + PageImage.OFFSETS, settled::contains);
        }
    }

    private void mergePage(PageImage page) {
        settled.addPage(page.page(), page.settled());
        counts.merge(page);
    }
}
