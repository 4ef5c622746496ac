package io.replaymq.groups.api;

import java.nio.charset.StandardCharsets;

/**
 * What a group is to be.
 *
 * @param name unique among all groups, 1 to 1,024 bytes of UTF-8
 * @param topic the log topic it reads, which must exist
 * @param lifetime how long it lives
 * @param start where it starts; of a group that exists already, where it once started is not known: {@link GroupStart.Earliest}
 */
public record GroupSpec(String name, String topic, GroupLifetime lifetime, GroupStart start) {
    /** The longest name, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 1_024;

    /** Checks the name's length. */
    public GroupSpec {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("group name of " + bytes + " bytes, expected 1 to " + MAX_NAME_BYTES);
        }
    }
}
