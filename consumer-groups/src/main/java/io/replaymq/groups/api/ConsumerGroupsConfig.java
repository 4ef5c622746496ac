package io.replaymq.groups.api;

import java.time.Duration;

/**
 * How consumer groups use time, memory and their internal topic.
 *
 * @param offsetRetention how long the offsets of a group without members are kept, from when its last member left or, if later, from
 *     the commit; zero keeps them for ever
 * @param maxMembers members that a group may have, 1 to 10,000
 * @param snapshotBytes bytes of the internal topic {@code __offsets} after which the whole state is written anew and the topic is
 *     trimmed below it, 4 KiB to 1 GiB; it grows with the state, so that a large state is not written too often
 */
public record ConsumerGroupsConfig(Duration offsetRetention, int maxMembers, int snapshotBytes) {
    /** Offsets of dead groups for 7 days, 1,000 members, a snapshot after 8 MiB. */
    public static final ConsumerGroupsConfig DEFAULTS = new ConsumerGroupsConfig(Duration.ofDays(7), 1_000, 8 << 20);

    /** Checks every range. */
    public ConsumerGroupsConfig {
        if (offsetRetention.isNegative()) {
            throw new IllegalArgumentException("offsetRetention=" + offsetRetention + ", expected 0 or more");
        }
        requireRange("maxMembers", maxMembers, 1, 10_000);
        requireRange("snapshotBytes", snapshotBytes, 4 << 10, 1 << 30);
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + "=" + value + ", expected " + min + " to " + max);
        }
    }
}
