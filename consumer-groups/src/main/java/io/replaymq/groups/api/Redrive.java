package io.replaymq.groups.api;

import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are to be sent on, and where to.
 *
 * @param deadLetterTopic the dead-letter topic
 * @param toTopic the log topic they go to; null: each to the one it was in
 * @param fromTopic only those that were in this log topic; null for any
 * @param fromGroup only those that this group gave up; null for any
 * @param reason only those that were given up for exactly this reason; null for any
 * @param max how many at most, 1 to {@link #MOST}
 */
public record Redrive(
        String deadLetterTopic,
        @Nullable String toTopic,
        @Nullable String fromTopic,
        @Nullable String fromGroup,
        @Nullable String reason,
        int max) {
    /** The most that one call moves. */
    public static final int MOST = 100_000;

    /** Checks the number. */
    public Redrive {
        if (max < 1 || max > MOST) {
            throw new IllegalArgumentException("max=" + max + ", expected 1 to " + MOST);
        }
    }

    /** As many as one call moves, each to the topic it was in. */
    public static Redrive from(String deadLetterTopic) {
        return new Redrive(deadLetterTopic, null, null, null, null, MOST);
    }

    /** All of them to one topic. */
    public Redrive to(String topic) {
        return new Redrive(deadLetterTopic, topic, fromTopic, fromGroup, reason, max);
    }

    /** Only those that were in that topic. */
    public Redrive ofTopic(String topic) {
        return new Redrive(deadLetterTopic, toTopic, topic, fromGroup, reason, max);
    }

    /** Only those that this group gave up. */
    public Redrive ofGroup(String group) {
        return new Redrive(deadLetterTopic, toTopic, fromTopic, group, reason, max);
    }

    /** Only those that were given up for this reason. */
    public Redrive because(String why) {
        return new Redrive(deadLetterTopic, toTopic, fromTopic, fromGroup, why, max);
    }

    /** So many at most. */
    public Redrive atMost(int most) {
        return new Redrive(deadLetterTopic, toTopic, fromTopic, fromGroup, reason, most);
    }

    /** Whether a dead letter is one of those. */
    public boolean includes(DeadLetter letter) {
        return (fromTopic == null || fromTopic.equals(letter.topic()))
                && (fromGroup == null || fromGroup.equals(letter.group()))
                && (reason == null || reason.equals(letter.reason()));
    }
}
