package io.replaymq.log.topic;

import io.replaymq.log.api.InvalidTopicException;
import java.util.Set;

/** What a topic's name must look like: it is part of a directory's name, and of what Kafka's tools accept. */
public final class TopicNames {
    /** The topic that holds the others: their names, settings and log start offsets. */
    public static final String METADATA = "__metadata";

    private static final int MAX_LENGTH = 249;
    private static final String INTERNAL_PREFIX = "__";

    /** What transactions put aside until they commit, the native client's and the broker's: users' data, though the topics are ours. */
    private static final Set<String> SPILL = Set.of(INTERNAL_PREFIX + "spill", INTERNAL_PREFIX + "spilled");

    private TopicNames() {}

    /** Whether appends to it may use the disk space that is kept back from users' data. */
    public static boolean mayUseReserve(String name) {
        return isInternal(name) && !SPILL.contains(name);
    }

    /** Whether the topic is one of ReplayMQ's own. */
    public static boolean isInternal(String name) {
        return name.startsWith(INTERNAL_PREFIX);
    }

    /** Checks a name. @throws InvalidTopicException if it is not legal */
    public static void ensureLegal(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            throw new InvalidTopicException(
                    "topic name of " + name.length() + " characters, expected 1 to " + MAX_LENGTH);
        }
        if (name.equals(".") || name.equals("..")) {
            throw new InvalidTopicException("topic name \"" + name + "\" is not allowed");
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isLegal(name.charAt(i))) {
                throw new InvalidTopicException(
                        "topic name has character U+%04X at position %d, expected one of [a-zA-Z0-9._-]"
                                .formatted((int) name.charAt(i), i));
            }
        }
    }

    /** Checks that a topic of that name may be altered or deleted. @throws InvalidTopicException if it may not */
    public static void ensureChangeable(String name) {
        if (name.equals(METADATA)) {
            throw new InvalidTopicException("topic \"" + name + "\" holds the others and cannot be altered or deleted");
        }
    }

    private static boolean isLegal(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
