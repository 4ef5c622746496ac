package io.replaymq.groups.api;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What groups know of the messages they deliver, from whoever opens them.
 *
 * @param traits reads what matters for delivery out of a message
 * @param filters makes the filters of groups of their texts
 * @param ofWildcards which topics a group may read that does not name them: those that stay until they are not needed any more
 * @param deadLetterTopics makes topics for dead letters when they are needed; null: groups make them when they get their settings
 */
public record MessageKnowledge(
        TraitsReader traits,
        FilterCompiler filters,
        Predicate<String> ofWildcards,
        @Nullable DeadLetterTopics deadLetterTopics) {
    /** Messages are bytes; a group with a filter is refused. */
    public static final MessageKnowledge NONE = new MessageKnowledge(
            TraitsReader.NONE,
            text -> {
                throw new IllegalArgumentException("filter " + text + ": these groups were opened without filters");
            },
            topic -> true,
            null);

    /** Knowledge of those who leave it to the groups to make topics for dead letters. */
    public MessageKnowledge(TraitsReader traits, FilterCompiler filters) {
        this(traits, filters, topic -> true, null);
    }
}
