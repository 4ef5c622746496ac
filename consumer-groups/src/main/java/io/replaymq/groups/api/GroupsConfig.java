package io.replaymq.groups.api;

import java.time.Duration;

/**
 * How shared groups use memory, time and their internal topic.
 *
 * @param windowMessages messages a group reads ahead per partition, 16 to 1,048,576
 * @param windowBytes bytes a group reads ahead per partition, 4 KiB to 1 GiB; one batch may exceed it
 * @param resumeWindow how long a member that lost its connection, or was there before a restart, may take to come back
 * @param snapshotBytes bytes of the internal topic {@code __groups} after which the whole state is written anew and the topic
 *     is trimmed below it, 4 KiB to 1 GiB; it grows with the state, so that a large state is not written too often
 */
public record GroupsConfig(int windowMessages, int windowBytes, Duration resumeWindow, int snapshotBytes) {
    /** 4,096 messages or 4 MiB ahead, 10 s to resume, a snapshot after 8 MiB. */
    public static final GroupsConfig DEFAULTS = new GroupsConfig(4_096, 4 << 20, Duration.ofSeconds(10), 8 << 20);

    /** Checks every range. */
    public GroupsConfig {
        requireRange("windowMessages", windowMessages, 16, 1 << 20);
        requireRange("windowBytes", windowBytes, 4 << 10, 1 << 30);
        requireRange("snapshotBytes", snapshotBytes, 4 << 10, 1 << 30);
        if (resumeWindow.isNegative()) {
            throw new IllegalArgumentException("resumeWindow=" + resumeWindow + ", expected 0 or more");
        }
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + "=" + value + ", expected " + min + " to " + max);
        }
    }
}
