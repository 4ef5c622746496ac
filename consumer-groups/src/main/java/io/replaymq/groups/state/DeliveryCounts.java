package io.replaymq.groups.state;

import io.replaymq.groups.record.PageImage;
import io.replaymq.groups.record.PageImage.DeliveryCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * How often offsets were delivered, and before which time they are not to be delivered again. Of two entries for an offset the one
 * with the higher count holds, of the same count the later time: the order they come in does not matter. Holds only what was
 * given back, so an undisturbed queue has none.
 */
public final class DeliveryCounts {
    private final TreeMap<Long, DeliveryCount> entries = new TreeMap<>();

    /** Whether there are none. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How often an offset is known to have been delivered. */
    public int of(long offset) {
        DeliveryCount known = entries.isEmpty() ? null : entries.get(offset);
        return known == null ? 0 : known.count();
    }

    /** Takes note of a count and of the time in milliseconds since the epoch before which it rests, 0 for none. */
    public void merge(long offset, int count, long notBeforeMs) {
        int place = (int) (offset & (PageImage.OFFSETS - 1));
        entries.merge(offset, new DeliveryCount(place, count, notBeforeMs), DeliveryCount::laterOf);
    }

    void merge(PageImage page) {
        for (DeliveryCount each : page.counts()) {
            entries.merge(page.firstOffset() + each.place(), each, DeliveryCount::laterOf);
        }
    }

    /** The entries of a page merged with others, but for offsets that are settled. */
    List<DeliveryCount> ofPage(long page, DeliveryCounts more, long[] settledWords) {
        NavigableMap<Long, DeliveryCount> merged = page(page);
        if (!more.isEmpty()) {
            TreeMap<Long, DeliveryCount> both = new TreeMap<>(merged);
            more.page(page).forEach((offset, each) -> both.merge(offset, each, DeliveryCount::laterOf));
            merged = both;
        }
        if (merged.isEmpty()) {
            return List.of();
        }
        List<DeliveryCount> kept = new ArrayList<>(merged.size());
        for (DeliveryCount each : merged.values()) {
            if ((settledWords[each.place() >> 6] & (1L << each.place())) == 0) {
                kept.add(each);
            }
        }
        return kept;
    }

    private NavigableMap<Long, DeliveryCount> page(long page) {
        return entries.isEmpty()
                ? entries
                : entries.subMap(page << PageImage.OFFSET_BITS, true, (page + 1) << PageImage.OFFSET_BITS, false);
    }

    /** The pages that have entries. */
    List<Long> pages() {
        return entries.keySet().stream()
                .map(offset -> offset >> PageImage.OFFSET_BITS)
                .distinct()
                .toList();
    }

    /** Calls back for each offset that is not to be delivered before some time. */
    void forEachDelayed(DelayedOffset to) {
        for (Map.Entry<Long, DeliveryCount> each : entries.entrySet()) {
            if (each.getValue().notBeforeMs() > 0) {
                to.accept(each.getKey(), each.getValue().notBeforeMs());
            }
        }
    }

    void clear() {
        entries.clear();
    }

    void forgetBelow(long offset) {
        entries.headMap(offset).clear();
    }

    void forget(long from, long to, LongPredicate which) {
        entries.subMap(from, to).keySet().removeIf(which::test);
    }

    /** Takes an offset that rests. */
    @FunctionalInterface
    public interface DelayedOffset {
        /** An offset, and the time in milliseconds since the epoch before which it is not to be delivered. */
        void accept(long offset, long notBeforeMs);
    }
}
