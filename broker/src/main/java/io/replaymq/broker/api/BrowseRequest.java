package io.replaymq.broker.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for some of a queue's messages, without consuming them.
 *
 * @param queue a queue
 * @param selector which messages, as in {@link ConsumerOptions}; null or blank for all
 * @param rest what is still to be looked through, from the {@link BrowsePage} before; empty to begin
 * @param maxMessages how many at most, 1 to {@link #MAX_MESSAGES}
 */
public record BrowseRequest(Destination queue, @Nullable String selector, List<Range> rest, int maxMessages) {
    /** The most messages of a page. */
    public static final int MAX_MESSAGES = 1_000;

    /** The most ranges: as many as a destination has partitions. */
    public static final int MAX_RANGES = 10_000;

    /** Checks the numbers; a blank selector is none. */
    public BrowseRequest {
        rest = List.copyOf(rest);
        selector = selector == null || selector.isBlank() ? null : selector;
        if (maxMessages < 1 || maxMessages > MAX_MESSAGES || rest.size() > MAX_RANGES) {
            throw new IllegalArgumentException(maxMessages + " messages, " + rest.size() + " ranges, expected 1 to "
                    + MAX_MESSAGES + " and up to " + MAX_RANGES);
        }
    }

    /** The same, for what is behind a page. */
    public BrowseRequest behind(BrowsePage page) {
        return new BrowseRequest(queue, selector, page.rest(), maxMessages);
    }

    /**
     * A part of a partition.
     *
     * @param partition the partition of the queue's log topic
     * @param offset the first offset
     * @param end the offset behind the last one
     */
    public record Range(int partition, long offset, long end) {
        /** Checks the numbers. */
        public Range {
            if (partition < 0 || offset < 0 || end < offset) {
                throw new IllegalArgumentException("partition " + partition + ", offsets " + offset + " to " + end
                        + ", expected 0 or more, ascending");
            }
        }
    }
}
