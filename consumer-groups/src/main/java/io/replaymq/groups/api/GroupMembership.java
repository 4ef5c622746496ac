package io.replaymq.groups.api;

/**
 * Who commits: a member and the generation of the assignment it works by. What it owned in that generation and still owns it may
 * commit; a member that was fenced, or lost the partition in between, may not.
 *
 * @param memberId the id the member joined with, 1 to 255 bytes of UTF-8
 * @param generation the generation it was last told, 1 or more
 */
public record GroupMembership(String memberId, int generation) {
    /** The longest member id or instance id, in bytes of UTF-8. */
    public static final int MAX_ID_BYTES = 255;

    /** Checks the id's length and the generation's range. */
    public GroupMembership {
        Names.requireBytes("member id", memberId, MAX_ID_BYTES);
        if (generation < 1) {
            throw new IllegalArgumentException("generation " + generation + ", expected 1 or more");
        }
    }
}
