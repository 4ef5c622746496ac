package io.replaymq.groups.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the messages of a group, as they lay there at that moment.
 *
 * @param messages in offset order, partition after partition; empty only at the end
 * @param next where it goes on; null at the end
 */
public record BrowsePage(
        List<BrowsedRecord> messages, @Nullable BrowsePosition next) {
    /** Copies the list. */
    public BrowsePage {
        messages = List.copyOf(messages);
    }
}
