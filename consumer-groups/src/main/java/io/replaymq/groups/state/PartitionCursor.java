package io.replaymq.groups.state;

import io.replaymq.groups.record.CursorImage;
import io.replaymq.groups.record.PageImage;
import io.replaymq.groups.record.PageRun;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/**
 * A group's durable cursor in one partition: what is settled, how often unsettled offsets were delivered, and below which offset
 * anything may have been delivered, all of one generation. Changed by merging images only.
 */
public final class PartitionCursor {
    private final DeliveryCounts counts = new DeliveryCounts();
    private final Exceptions exceptions = new Exceptions();
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

    /** Nothing at or above it has been delivered, but for what was offered. */
    public long deliveredMark() {
        return Math.max(deliveredMark, settled.floor());
    }

    /** Whether an unsettled offset may be delivered: the log says already that it may have been. */
    public boolean mayBeDelivered(long offset) {
        if (exceptions.isEmpty()) {
            return offset < deliveredMark;
        }
        return offset < deliveredMark ? !exceptions.isWaiting(offset) : exceptions.isOffered(offset);
    }

    /** Whether the log says of an unsettled offset that it waits, wherever the delivered mark is. */
    public boolean isWaiting(long offset) {
        return !exceptions.isEmpty() && exceptions.isWaiting(offset);
    }

    /** Nothing at or above it has been delivered. */
    public long mayBeDeliveredBelow() {
        return Math.max(deliveredMark(), exceptions.offeredBelow());
    }

    /** Calls back for each unsettled offset below another that may have been delivered. */
    public void forEachMaybeDelivered(long below, LongConsumer each) {
        long end = Math.min(below, deliveredMark());
        for (long offset = settled.nextUnsettled(0); offset < end; offset = settled.nextUnsettled(offset + 1)) {
            if (!isWaiting(offset)) {
                each.accept(offset);
            }
        }
        exceptions.forEachOffered(end, below, each);
    }

    /** Whether there is an unsettled offset below another that may have been delivered. */
    public boolean hasMaybeDelivered(long below) {
        AtomicBoolean some = new AtomicBoolean();
        forEachMaybeDelivered(below, offset -> some.set(true));
        return some.get();
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
     * @param more what is to be added; its counts say nothing
     * @param moreCounts counts by offset, of this page and others
     */
    public PageImage pageWith(PageImage more, DeliveryCounts moreCounts) {
        long[] words = settled.words(more.page());
        for (int i = 0; i < words.length; i++) {
            words[i] |= more.settled()[i];
        }
        return new PageImage(
                more.page(), words, more.waiting(), more.offered(), counts.ofPage(more.page(), moreCounts, words));
    }

    /** The whole cursor. */
    CursorImage image(UUID groupId, int partition) {
        TreeSet<Long> numbers = new TreeSet<>(settled.partialPages());
        numbers.addAll(counts.pages());
        numbers.addAll(exceptions.pages());
        List<PageImage> pages = new ArrayList<>(numbers.size());
        for (long each : numbers) {
            PageImage image = page(each);
            if (!image.isEmpty()) {
                pages.add(image);
            }
        }
        return new CursorImage(groupId, partition, generation, floor(), deliveredMark(), settled.runs(), pages);
    }

    private PageImage page(long number) {
        long[] words = settled.words(number);
        return new PageImage(
                number,
                words,
                exceptions.waiting(number),
                exceptions.offered(number),
                counts.ofPage(number, new DeliveryCounts(), words));
    }

    void merge(CursorImage image) {
        if (image.generation() < generation) {
            return;
        }
        if (image.generation() > generation) {
            generation = image.generation();
            settled = new SettledSet();
            counts.clear();
            exceptions.clear();
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
        if (!exceptions.isEmpty()) {
            forgetExceptionsOfSettled(image);
        }
    }

    private void forgetExceptionsOfSettled(CursorImage image) {
        exceptions.forgetBelow(floor(), settled);
        for (PageRun each : image.runs()) {
            exceptions.forget(each.firstPage(), each.endPage());
        }
        for (PageImage each : image.pages()) {
            exceptions.forgetSettled(each.page(), settled);
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
        exceptions.add(page, settled);
    }
}
