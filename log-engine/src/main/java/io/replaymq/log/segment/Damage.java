package io.replaymq.log.segment;

/**
 * Where a scan found something that is no valid batch. Whether it is a torn tail or corruption is for the journal to say: pages of
 * a segment that was not forced reach the disk in any order.
 *
 * @param file the segment file
 * @param position where in it
 * @param reason what was expected and what was found
 * @param aftermath what lies behind it
 */
public record Damage(String file, long position, String reason, Aftermath aftermath) {
    /** What lies behind a damaged place. */
    public enum Aftermath {
        /** No valid batch. */
        NOTHING_VALID,
        /** A valid batch of a higher offset, in the same segment or a later one. */
        VALID_BATCH
    }
}
