package io.replaymq.groups.api;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a group is to be.
 *
 * @param name unique among all groups, 1 to 1,024 bytes of UTF-8
 * @param topic the log topic it reads, which must exist; or, as a {@link TopicWildcard}, all topics of such names, those that come into being
 *     later included, which it reads from their beginning
 * @param lifetime how long it lives
 * @param start where it starts; of a group that exists already, where it once started is not known: {@link GroupStart.Earliest}
 * @param filter which messages belong to it, as text for the {@link FilterCompiler}, up to {@link #MAX_FILTER_BYTES} of UTF-8; the others
 *     it passes by and never counts. Null: all
 */
public record GroupSpec(
        String name,
        String topic,
        GroupLifetime lifetime,
        GroupStart start,
        @Nullable String filter) {
    /** The longest name, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 1_024;

    /** The longest filter, in bytes of UTF-8. */
    public static final int MAX_FILTER_BYTES = 32 << 10;

    /** Checks the lengths. */
    public GroupSpec {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("group name of " + bytes + " bytes, expected 1 to " + MAX_NAME_BYTES);
        }
        int filterBytes = filter == null ? 1 : filter.getBytes(StandardCharsets.UTF_8).length;
        if (filterBytes == 0 || filterBytes > MAX_FILTER_BYTES) {
            throw new IllegalArgumentException(
                    "filter of " + filterBytes + " bytes, expected 1 to " + MAX_FILTER_BYTES);
        }
    }

    /** Whether it reads all topics that a {@link TopicWildcard} means. */
    public boolean readsMany() {
        return TopicWildcard.isOne(topic);
    }

    /** A group that all messages of its topic belong to. */
    public GroupSpec(String name, String topic, GroupLifetime lifetime, GroupStart start) {
        this(name, topic, lifetime, start, null);
    }
}
