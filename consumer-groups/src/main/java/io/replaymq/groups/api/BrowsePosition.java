package io.replaymq.groups.api;

import java.util.List;

/**
 * Where browsing a group goes on, and where it ends: what came after it began is not shown.
 *
 * @param partition the partition that is being read
 * @param offset the first offset there that was not looked at
 * @param ends where it ends in each partition; empty where it begins
 */
public record BrowsePosition(int partition, long offset, List<Long> ends) {
    /** Where browsing begins. */
    public static final BrowsePosition BEGINNING = new BrowsePosition(0, 0, List.of());

    /** Copies the list, and checks what can be checked here. */
    public BrowsePosition {
        ends = List.copyOf(ends);
        if (partition < 0 || partition > ends.size() || offset < 0) {
            throw new IllegalArgumentException(
                    "partition=" + partition + " of " + ends.size() + ", offset=" + offset + ", expected 0 or more");
        }
    }
}
