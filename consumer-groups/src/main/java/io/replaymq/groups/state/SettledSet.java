package io.replaymq.groups.state;

import io.replaymq.groups.record.PageImage;
import io.replaymq.groups.record.PageRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settled offsets of one partition: everything below a floor, and above it a bitmap in pages. Only grows. Full pages are
 * kept as runs, so that millions settled above one that is not cost next to nothing.
 */
final class SettledSet {
    private static final int BITS = PageImage.OFFSET_BITS;

    private final TreeMap<Long, long[]> pages = new TreeMap<>(); // neither full nor wholly below the floor
    private final TreeMap<Long, Long> runs = new TreeMap<>(); // first full page to the page after the last
    private long floor;

    long floor() {
        return floor;
    }

    boolean contains(long offset) {
        if (offset < floor) {
            return true;
        }
        long page = offset >> BITS;
        long[] words = pages.get(page);
        return words == null ? endOfRun(page) > page : bit(words, (int) offset & (PageImage.OFFSETS - 1));
    }

    /** The first offset at or above the given one that is not settled. */
    long nextUnsettled(long from) {
        long offset = Math.max(from, floor);
        while (true) {
            long page = offset >> BITS;
            long[] words = pages.get(page);
            if (words != null) {
                int place = nextClear(words, (int) offset & (PageImage.OFFSETS - 1));
                if (place < PageImage.OFFSETS) {
                    return (page << BITS) + place;
                }
                offset = (page + 1) << BITS;
            } else if (endOfRun(page) > page) {
                offset = endOfRun(page) << BITS;
            } else {
                return offset;
            }
        }
    }

    /** Whether nothing at or above an offset is settled. */
    boolean isEmptyFrom(long offset) {
        long page = offset >> BITS;
        return offset >= floor
                && (pages.isEmpty() || pages.lastKey() < page)
                && (runs.isEmpty() || runs.lastEntry().getValue() <= page);
    }

    /** A copy of a page's bits; those below the floor are left out. */
    long[] words(long page) {
        long[] words = pages.get(page);
        long[] copy = words == null ? new long[PageImage.WORDS] : words.clone();
        if (words == null && endOfRun(page) > page) {
            Arrays.fill(copy, -1L);
        }
        long below = Math.min(Math.max(floor - (page << BITS), 0), PageImage.OFFSETS);
        for (int i = 0; i < below >> 6; i++) {
            copy[i] = 0;
        }
        if ((below & 63) != 0) {
            copy[(int) below >> 6] &= -1L << below;
        }
        return copy;
    }

    /** Clears the bits of a page's offsets that are settled. */
    void clearSettled(long page, long[] bits) {
        long[] words = pages.get(page);
        if (endOfRun(page) > page || (page + 1) << BITS <= floor) {
            Arrays.fill(bits, 0);
            return;
        }
        long below = Math.max(floor - (page << BITS), 0);
        for (int i = 0; i < bits.length; i++) {
            bits[i] &= words == null ? -1L : ~words[i];
            long belowHere = Math.min(below - ((long) i << 6), Long.SIZE);
            if (belowHere > 0) {
                bits[i] &= belowHere == Long.SIZE ? 0 : -1L << belowHere;
            }
        }
    }

    void raiseFloor(long to) {
        if (to > floor) {
            floor = to;
            settle();
        }
    }

    void addPage(long page, long[] settled) {
        if (page < floor >> BITS || endOfRun(page) > page) {
            return;
        }
        long[] words = pages.computeIfAbsent(page, absent -> new long[PageImage.WORDS]);
        boolean full = true;
        for (int i = 0; i < words.length; i++) {
            words[i] |= settled[i];
            full &= words[i] == -1L;
        }
        if (full) {
            addRun(page, page + 1);
        } else {
            settle();
        }
    }

    void addRun(long firstPage, long endPage) {
        long first = Math.max(firstPage, floor >> BITS);
        long end = endPage;
        if (first >= end) {
            return;
        }
        Map.Entry<Long, Long> before = runs.floorEntry(first);
        if (before != null && before.getValue() >= first) {
            first = before.getKey();
            end = Math.max(end, before.getValue());
        }
        Map.Entry<Long, Long> within = runs.floorEntry(end);
        if (within != null) {
            end = Math.max(end, within.getValue());
        }
        runs.subMap(first, end).clear();
        runs.put(first, end);
        pages.subMap(first, end).clear();
        settle();
    }

    List<Long> partialPages() {
        return List.copyOf(pages.keySet());
    }

    List<PageRun> runs() {
        List<PageRun> all = new ArrayList<>(runs.size());
        runs.forEach((first, end) -> all.add(new PageRun(first, end)));
        return all;
    }

    private void settle() {
        floor = nextUnsettled(floor);
        long page = floor >> BITS;
        if (!pages.isEmpty() && pages.firstKey() < page) {
            pages.headMap(page).clear();
        }
        if (!runs.isEmpty() && runs.firstKey() < page) {
            runs.headMap(page).clear();
        }
    }

    private long endOfRun(long page) {
        if (runs.isEmpty()) {
            return -1;
        }
        Map.Entry<Long, Long> run = runs.floorEntry(page);
        return run == null ? -1 : run.getValue();
    }

    private static boolean bit(long[] words, int place) {
        return (words[place >> 6] & (1L << place)) != 0;
    }

    private static int nextClear(long[] words, int from) {
        int word = from >> 6;
        long clear = ~words[word] & (-1L << from);
        while (clear == 0) {
            if (++word == words.length) {
                return PageImage.OFFSETS;
            }
            clear = ~words[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(clear);
    }
}
