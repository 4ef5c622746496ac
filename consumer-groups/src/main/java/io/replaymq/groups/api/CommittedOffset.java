package io.replaymq.groups.api;

import java.nio.charset.StandardCharsets;

/**
 * Where a consumer group resumes in a partition.
 *
 * @param offset the next offset to read, 0 or more: one more than the last that was processed
 * @param metadata what the committer noted beside it, for people and tools; at most 4,096 bytes of UTF-8
 */
public record CommittedOffset(long offset, String metadata) {
    /** The longest metadata, in bytes of UTF-8. */
    public static final int MAX_METADATA_BYTES = 4_096;

    /** Checks the offset's range and the metadata's length. */
    public CommittedOffset {
        if (offset < 0) {
            throw new IllegalArgumentException("committed offset " + offset + ", expected 0 or more");
        }
        int bytes = metadata.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_METADATA_BYTES) {
            throw new IllegalArgumentException(
                    "offset metadata of " + bytes + " bytes, expected at most " + MAX_METADATA_BYTES);
        }
    }

    /** An offset with nothing noted beside it. */
    public static CommittedOffset of(long offset) {
        return new CommittedOffset(offset, "");
    }
}
