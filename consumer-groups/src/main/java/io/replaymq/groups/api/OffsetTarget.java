package io.replaymq.groups.api;

/** Where the committed offsets of a consumer group are set to. */
public sealed interface OffsetTarget {
    /** The oldest record still kept. */
    record Earliest() implements OffsetTarget {}

    /** Behind the newest record. */
    record Latest() implements OffsetTarget {}

    /**
     * An offset; the log start offset or the end if it lies outside.
     *
     * @param offset 0 or more
     */
    record ToOffset(long offset) implements OffsetTarget {
        /** Checks the range. */
        public ToOffset {
            if (offset < 0) {
                throw new IllegalArgumentException("offset " + offset + ", expected 0 or more");
            }
        }
    }

    /**
     * The first record at or after a time; the end if there is none.
     *
     * @param timestampMs milliseconds since the epoch
     */
    record ToTime(long timestampMs) implements OffsetTarget {}

    /**
     * So many offsets on from what is committed, or back; not beyond the log start offset and the end. Where compaction has left holes
     * that is fewer messages. A partition with nothing committed stays as it is.
     *
     * @param offsets how many; negative goes back
     */
    record ShiftBy(long offsets) implements OffsetTarget {}
}
