package io.replaymq.broker.api;

import io.replaymq.groups.api.TopicWildcard;

/**
 * A queue or topic, as applications name it.
 *
 * @param kind which of the two; a queue and a topic of the same name are two destinations
 * @param name 1 to 200 characters, none of them a control character
 */
public record Destination(Kind kind, String name) {
    /** The longest name, in characters. */
    public static final int MAX_NAME = 200;

    /** Checks the name. @throws InvalidDestinationException if it is not legal */
    public Destination {
        if (name.isEmpty() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidDestinationException("destination name of " + name.length() + " characters, expected 1 to "
                    + MAX_NAME + ", none of them a control character");
        }
    }

    /** A queue. */
    public static Destination queue(String name) {
        return new Destination(Kind.QUEUE, name);
    }

    /** A topic. */
    public static Destination topic(String name) {
        return new Destination(Kind.TOPIC, name);
    }

    /**
     * Whether it means many topics: one of its words, which dots separate, is {@code *} or {@code #}. It is consumed from by subscriptions;
     * nothing is sent to it.
     */
    public boolean isPattern() {
        return kind == Kind.TOPIC && TopicWildcard.isOne(name);
    }

    /** For messages to people: {@code queue 'orders'}. */
    @Override
    public String toString() {
        return (kind == Kind.QUEUE ? "queue '" : "topic '") + name + "'";
    }

    /** What kind of destination. */
    public enum Kind {
        /** Each message goes to one of its consumers. */
        QUEUE,
        /** Each message goes to every subscription. */
        TOPIC
    }
}
