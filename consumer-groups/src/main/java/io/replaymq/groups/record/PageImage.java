package io.replaymq.groups.record;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What is known of 1,024 offsets: which are settled, and which of the others may have been delivered.
 *
 * @param page the number of the page: its first offset divided by 1,024
 * @param settled {@link #WORDS} words; bit {@code i} of word {@code w} is offset {@code 64 w + i} of the page
 * @param waiting those that were not delivered though they lie below the delivered mark, as words
 * @param offered those that may have been delivered wherever the mark is, the waiting ones among them too, as words
 * @param counts how often unsettled offsets were delivered, where that is known to be more than never; ascending
 */
public record PageImage(long page, long[] settled, long[] waiting, long[] offered, List<DeliveryCount> counts) {
    /** How many bits of an offset are its place in its page. */
    public static final int OFFSET_BITS = 10;
    /** How many offsets a page has. */
    public static final int OFFSETS = 1 << OFFSET_BITS;
    /** How many words hold a page's bits. */
    public static final int WORDS = OFFSETS / Long.SIZE;

    private static final long[] NONE = new long[WORDS];

    /** Checks the numbers of words. */
    public PageImage {
        counts = List.copyOf(counts);
        requireWords(settled);
        requireWords(waiting);
        requireWords(offered);
    }

    /** A page of which the delivered mark says all. */
    public PageImage(long page, long[] settled, List<DeliveryCount> counts) {
        this(page, settled, NONE, NONE, counts);
    }

    private static void requireWords(long[] words) {
        if (words.length != WORDS) {
            throw new IllegalArgumentException(words.length + " words, expected " + WORDS);
        }
    }

    /** Whether the delivered mark does not say all of it. */
    boolean hasExceptions() {
        return !Arrays.equals(waiting, NONE) || !Arrays.equals(offered, NONE);
    }

    /** Whether it says nothing. */
    public boolean isEmpty() {
        return counts.isEmpty() && Arrays.equals(settled, NONE) && !hasExceptions();
    }

    /** Whether some of it is not to be delivered before a time. */
    boolean hasDelays() {
        for (DeliveryCount each : counts) {
            if (each.notBeforeMs() > 0) {
                return true;
            }
        }
        return false;
    }

    /** The first offset of the page. */
    public long firstOffset() {
        return page << OFFSET_BITS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PageImage that
                && page == that.page
                && Arrays.equals(settled, that.settled)
                && Arrays.equals(waiting, that.waiting)
                && Arrays.equals(offered, that.offered)
                && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(page, Arrays.hashCode(settled), Arrays.hashCode(waiting), Arrays.hashCode(offered), counts);
    }

    /**
     * How often an offset was delivered.
     *
     * @param place the offset's place in its page, 0 to 1,023
     * @param count 1 or more
     * @param notBeforeMs when it may be delivered again, in milliseconds since the epoch; 0 for at once
     */
    public record DeliveryCount(int place, int count, long notBeforeMs) {
        /** Which may be delivered again at once. */
        public DeliveryCount(int place, int count) {
            this(place, count, 0);
        }

        /** The one that says more: more deliveries, or as many and a later time. */
        public static DeliveryCount laterOf(DeliveryCount one, DeliveryCount other) {
            if (one.count != other.count) {
                return one.count > other.count ? one : other;
            }
            return one.notBeforeMs >= other.notBeforeMs ? one : other;
        }
    }
}
