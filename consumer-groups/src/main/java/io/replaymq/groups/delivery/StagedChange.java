package io.replaymq.groups.delivery;

import io.replaymq.groups.record.CursorImage;
import io.replaymq.groups.record.PageImage;
import io.replaymq.groups.record.PageRun;
import io.replaymq.groups.state.DeliveryCounts;
import io.replaymq.groups.state.PartitionCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What was decided about one cursor and waits for the next append: offsets to settle, delivery counts, a higher delivered mark.
 * Touches one array per page of 1,024 offsets; settling within the same page as before allocates nothing.
 */
final class StagedChange {
    private static final int BITS = PageImage.OFFSET_BITS;
    private static final long[] NOTHING = new long[PageImage.WORDS];

    final int generation;
    final List<HeldRecord> settling = new ArrayList<>();
    final List<HeldRecord> returning = new ArrayList<>();
    private final TreeMap<Long, long[]> pages = new TreeMap<>();
    private final Map<Long, long[]> waiting = new HashMap<>(); // for some of the pages, as offered
    private final Map<Long, long[]> offered = new HashMap<>();
    private final DeliveryCounts counts = new DeliveryCounts();
    private final List<PageRun> runs = new ArrayList<>();
    private long deliveredMark;
    private long lastPage = -1;
    private long[] lastWords = new long[0];

    StagedChange(int generation) {
        this.generation = generation;
    }

    void settle(long offset) {
        words(offset >> BITS)[(int) (offset >> 6) & (PageImage.WORDS - 1)] |= 1L << offset;
    }

    void settle(long from, long to) {
        long firstPage = (from + PageImage.OFFSETS - 1) >> BITS;
        long endPage = to >> BITS;
        if (firstPage < endPage) {
            runs.add(new PageRun(firstPage, endPage));
        }
        for (long offset = from; offset < Math.min(to, firstPage << BITS); offset++) {
            settle(offset);
        }
        for (long offset = Math.max(from, Math.max(firstPage, endPage) << BITS); offset < to; offset++) {
            settle(offset);
        }
    }

    /** It was read and is not delivered yet, wherever the delivered mark is. */
    void holdBack(long offset) {
        setBit(waiting, offset);
    }

    /** It may be delivered, wherever the delivered mark is. */
    void offer(long offset) {
        setBit(offered, offset);
    }

    private void setBit(Map<Long, long[]> bits, long offset) {
        long page = offset >> BITS;
        words(page); // an image of that page is due
        bits.computeIfAbsent(page, absent -> new long[PageImage.WORDS])[(int) (offset >> 6) & (PageImage.WORDS - 1)] |=
                1L << offset;
    }

    void count(long offset, int deliveries, long notBeforeMs) {
        words(offset >> BITS);
        counts.merge(offset, deliveries, notBeforeMs);
    }

    void raiseDeliveredMark(long to) {
        deliveredMark = Math.max(deliveredMark, to);
    }

    /** Whether something may be delivered once this is in the log. */
    boolean letsDeliver() {
        return deliveredMark > 0 || !offered.isEmpty();
    }

    /** What the cursor will be with this, of the pages this touches. */
    List<CursorImage> images(UUID groupId, int partition, PartitionCursor cursor) {
        if (pages.isEmpty() && runs.isEmpty() && deliveredMark <= cursor.deliveredMark()) {
            return List.of();
        }
        List<PageImage> images = new ArrayList<>(pages.size());
        pages.forEach((page, words) -> images.add(cursor.pageWith(
                new PageImage(
                        page,
                        words,
                        waiting.getOrDefault(page, NOTHING),
                        offered.getOrDefault(page, NOTHING),
                        List.of()),
                counts)));
        long mark = Math.max(deliveredMark, cursor.deliveredMark());
        return new CursorImage(groupId, partition, generation, cursor.floor(), mark, runs, images).split();
    }

    private long[] words(long page) {
        if (page != lastPage) {
            lastWords = pages.computeIfAbsent(page, absent -> new long[PageImage.WORDS]);
            lastPage = page;
        }
        return lastWords;
    }
}
