package io.replaymq.groups.state;

import io.replaymq.groups.record.PageImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * What the delivered mark does not say of unsettled offsets: those below it that were not delivered because they wait, and those that
 * were offered to members though they wait, or though the mark is lower. Both sets only grow, but for what is settled.
 */
final class Exceptions {
    private static final int BITS = PageImage.OFFSET_BITS;

    private final TreeMap<Long, Page> pages = new TreeMap<>();

    private record Page(long[] waiting, long[] offered) {}

    boolean isEmpty() {
        return pages.isEmpty();
    }

    boolean isOffered(long offset) {
        Page page = pages.get(offset >> BITS);
        return page != null && bit(page.offered, offset);
    }

    /** Whether it waits, and was not offered. */
    boolean isWaiting(long offset) {
        Page page = pages.get(offset >> BITS);
        return page != null && bit(page.waiting, offset) && !bit(page.offered, offset);
    }

    void add(PageImage image, SettledSet settled) {
        if (!any(image.waiting()) && !any(image.offered())) {
            return;
        }
        Page page = pages.computeIfAbsent(
                image.page(), absent -> new Page(new long[PageImage.WORDS], new long[PageImage.WORDS]));
        for (int i = 0; i < PageImage.WORDS; i++) {
            page.waiting[i] |= image.waiting()[i];
            page.offered[i] |= image.offered()[i];
        }
        forgetSettled(image.page(), settled);
    }

    /** Lets go of what is settled in a page. */
    void forgetSettled(long number, SettledSet settled) {
        Page page = pages.get(number);
        if (page != null) {
            settled.clearSettled(number, page.waiting);
            settled.clearSettled(number, page.offered);
            if (!any(page.waiting) && !any(page.offered)) {
                pages.remove(number);
            }
        }
    }

    void forget(long firstPage, long endPage) {
        pages.subMap(firstPage, endPage).clear();
    }

    void forgetBelow(long floor, SettledSet settled) {
        long page = floor >> BITS;
        if (!pages.isEmpty() && pages.firstKey() < page) {
            pages.headMap(page).clear();
        }
        forgetSettled(page, settled);
    }

    void clear() {
        pages.clear();
    }

    long[] waiting(long page) {
        Page found = pages.get(page);
        return found == null ? new long[PageImage.WORDS] : found.waiting.clone();
    }

    long[] offered(long page) {
        Page found = pages.get(page);
        return found == null ? new long[PageImage.WORDS] : found.offered.clone();
    }

    List<Long> pages() {
        return List.copyOf(pages.keySet());
    }

    /** Calls back for each offset that was offered, in a range. */
    void forEachOffered(long from, long to, LongConsumer each) {
        for (Map.Entry<Long, Page> page : pages.tailMap(from >> BITS, true).entrySet()) {
            long first = page.getKey() << BITS;
            for (int place = 0; place < PageImage.OFFSETS && first + place < to; place++) {
                if (first + place >= from && bit(page.getValue().offered, place)) {
                    each.accept(first + place);
                }
            }
        }
    }

    /** The offset after the last one that was offered; 0 if there is none. */
    long offeredBelow() {
        for (Map.Entry<Long, Page> page : pages.descendingMap().entrySet()) {
            for (int i = PageImage.WORDS - 1; i >= 0; i--) {
                long word = page.getValue().offered[i];
                if (word != 0) {
                    return (page.getKey() << BITS) + ((long) i << 6) + Long.SIZE - Long.numberOfLeadingZeros(word);
                }
            }
        }
        return 0;
    }

    private static boolean bit(long[] words, long offset) {
        return (words[(int) (offset >> 6) & (PageImage.WORDS - 1)] & (1L << offset)) != 0;
    }

    private static boolean any(long[] words) {
        return Arrays.stream(words).anyMatch(each -> each != 0);
    }
}
