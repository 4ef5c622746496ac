package io.replaymq.groups.api;

import org.jspecify.annotations.Nullable;

/**
 * What groups know of the messages they deliver, from whoever opens them.
 *
 * @param traits reads what matters for delivery out of a message
 * @param filters makes the filters of groups of their texts
 * @param deadLetterTopics makes topics for dead letters when they are needed; null: groups make them when they get their settings
 */
public record MessageKnowledge(
        TraitsReader traits,
        FilterCompiler filters,
        @Nullable DeadLetterTopics deadLetterTopics) {
    /** Messages are bytes; a group with a filter is refused. */
    public static final MessageKnowledge NONE = new MessageKnowledge(TraitsReader.NONE, text -> {
        throw new IllegalArgumentException("filter " + text + ": these groups were opened without filters");
    });

    /** Knowledge of those who leave it to the groups to make topics for dead letters. */
    public MessageKnowledge(TraitsReader traits, FilterCompiler filters) {
        this(traits, filters, null);
    }
}
