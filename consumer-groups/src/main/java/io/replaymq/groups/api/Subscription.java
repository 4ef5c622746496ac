package io.replaymq.groups.api;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a member of a consumer group wants to read: topics by name, by pattern, or both. Topics that come into being later, and
 * partitions that are added, are picked up.
 *
 * @param topics names, which need not exist yet; at most 10,000
 * @param pattern a regular expression (RE2 syntax, matched in linear time) that whole topic names must match, at most 1,024 bytes of
 *     UTF-8; null for none. Internal topics, whose names begin with {@code __}, never match
 */
public record Subscription(Set<String> topics, @Nullable String pattern) {
    /** The most names in one subscription. */
    public static final int MAX_TOPICS = 10_000;
    /** The longest pattern, in bytes of UTF-8. */
    public static final int MAX_PATTERN_BYTES = 1_024;

    private static final int MAX_TOPIC_LENGTH = 249;

    /** Copies the names and checks how many there are and how long the pattern is. */
    public Subscription {
        topics = Set.copyOf(topics);
        if (topics.size() > MAX_TOPICS) {
            throw new IllegalArgumentException(
                    "subscription to " + topics.size() + " topics, expected at most " + MAX_TOPICS);
        }
        for (String each : topics) {
            if (each.isEmpty() || each.length() > MAX_TOPIC_LENGTH) {
                throw new IllegalArgumentException(
                        "topic name of " + each.length() + " characters, expected 1 to " + MAX_TOPIC_LENGTH);
            }
        }
        int bytes = pattern == null ? 0 : pattern.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_PATTERN_BYTES) {
            throw new IllegalArgumentException("pattern of " + bytes + " bytes, expected at most " + MAX_PATTERN_BYTES);
        }
        if (topics.isEmpty() && pattern == null) {
            throw new IllegalArgumentException("a subscription needs a topic or a pattern");
        }
    }

    /** A subscription by names. */
    public static Subscription to(String... topics) {
        return new Subscription(Set.of(topics), null);
    }

    /** A subscription by pattern. */
    public static Subscription matching(String pattern) {
        return new Subscription(Set.of(), pattern);
    }
}
