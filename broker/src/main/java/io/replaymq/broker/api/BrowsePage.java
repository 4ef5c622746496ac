package io.replaymq.broker.api;

import java.util.List;

/**
 * Some of a queue's messages.
 *
 * @param messages in the order of the log within each partition; may be empty although there is more
 * @param rest what is still to be looked through; empty after the last page
 */
public record BrowsePage(List<Browsed> messages, List<BrowseRequest.Range> rest) {
    /** Copies the lists. */
    public BrowsePage {
        messages = List.copyOf(messages);
        rest = List.copyOf(rest);
    }

    /**
     * A message that nobody has settled.
     *
     * @param partition the partition of the queue's log topic
     * @param offset its offset there
     * @param message the message
     */
    public record Browsed(int partition, long offset, Message message) {}
}
