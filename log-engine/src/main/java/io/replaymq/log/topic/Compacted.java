package io.replaymq.log.topic;

/**
 * How far a partition is compacted.
 *
 * @param cleanTo below it there is only the latest record of each key
 * @param rewrittenTo segments below it may hold less than was appended to them: there the journal has no say
 * @param tombstonesDueMs when the first tombstone below it may go, in milliseconds since the epoch; {@link #NEVER} if there is none
 */
public record Compacted(long cleanTo, long rewrittenTo, long tombstonesDueMs) {
    /** Stands for no tombstone. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Nothing is. */
    public static final Compacted NOTHING = new Compacted(0, 0, NEVER);
}
