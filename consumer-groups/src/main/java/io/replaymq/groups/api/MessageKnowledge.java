package io.replaymq.groups.api;

/**
 * What groups know of the messages they deliver, from whoever opens them.
 *
 * @param traits reads what matters for delivery out of a message
 * @param filters makes the filters of groups of their texts
 */
public record MessageKnowledge(MessageTraits traits, FilterCompiler filters) {
    /** Messages are bytes; a group with a filter is refused. */
    public static final MessageKnowledge NONE = new MessageKnowledge(MessageTraits.NONE, text -> {
        throw new IllegalArgumentException("filter " + text + ": these groups were opened without filters");
    });
}
