package io.replaymq.groups.api;

/**
 * What became of a {@link Redrive}.
 *
 * @param moved messages that were appended to a topic, and settled among the dead letters
 * @param passedOver messages that stay: not asked for, no dead letters, in a consumer's hands, or of a topic that does not exist
 * @param stopped why it went no further
 */
public record Redriven(int moved, int passedOver, Stop stopped) {
    /** Why a redrive ended. */
    public enum Stop {
        /** It has seen all that was there when it began. */
        AT_THE_END,
        /** It has moved as many as it was asked to; there may be more. */
        AT_THE_MOST
    }
}
