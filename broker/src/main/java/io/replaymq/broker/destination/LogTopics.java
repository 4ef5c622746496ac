package io.replaymq.broker.destination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.InvalidDestinationException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names the log topic of a destination: {@code queue.} or {@code topic.} and its name, in which every character outside
 * {@code [A-Za-z0-9.-]} is written as its UTF-8 bytes, each as {@code _} and two lower-case hexadecimal digits. No two
 * destinations share a topic: {@code my_queue} is {@code queue.my_5fqueue}, {@code Größe} is {@code queue.Gr_c3_b6_c3_9fe}.
 */
public final class LogTopics {
    /** What every queue's topic begins with. */
    static final String QUEUE_PREFIX = "queue.";

    /** What every JMS topic's log topic begins with. */
    static final String TOPIC_PREFIX = "topic.";

    private static final int MAX_TOPIC = 249;

    private LogTopics() {}

    /**
     * The log topic of a destination; of one that means many topics, the {@link io.replaymq.groups.api.TopicWildcard} that means theirs.
     *
     * @throws InvalidDestinationException if its name is not legal Unicode, or longer than a topic's name may be once escaped
     */
    public static String of(Destination destination) {
        String prefix =
                switch (destination.kind()) {
                    case QUEUE -> QUEUE_PREFIX;
                    case TOPIC -> TOPIC_PREFIX;
                };
        String topic =
                prefix + (destination.isPattern() ? escapeWords(destination.name()) : escape(destination.name()));
        if (topic.length() > MAX_TOPIC) {
            throw new InvalidDestinationException("destination name takes " + topic.length()
                    + " characters as a topic of the log, expected at most " + MAX_TOPIC);
        }
        return topic;
    }

    /** Words that stand for others stay what they are: the name of many topics of the log. */
    private static String escapeWords(String pattern) {
        return Stream.of(pattern.split("\\.", -1))
                .map(word -> word.equals("*") || word.equals("#") ? word : escape(word))
                .collect(joining("."));
    }

    /** The destination whose log topic that is, if it is one's. */
    public static Optional<Destination> destinationOf(String topic) {
        try {
            Optional<Destination> found = Optional.empty();
            if (topic.startsWith(QUEUE_PREFIX)) {
                found = Optional.of(Destination.queue(unescape(topic.substring(QUEUE_PREFIX.length()))));
            } else if (topic.startsWith(TOPIC_PREFIX)) {
                found = Optional.of(Destination.topic(unescape(topic.substring(TOPIC_PREFIX.length()))));
            }
            return found.filter(each -> of(each).equals(topic));
        } catch (InvalidDestinationException | IllegalArgumentException e) {
            return Optional.empty(); // somebody else's topic that only begins like ours
        }
    }

    private static String unescape(String escaped) {
        return URLDecoder.decode(escaped.replace('_', '%'), UTF_8);
    }

    /**
     * Any text in characters that names in the log may have, different for different texts.
     *
     * @throws InvalidDestinationException if the text is not legal Unicode
     */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        ByteBuffer bytes = encode(text);
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (isPlain(next)) {
                escaped.append((char) next);
            } else {
                escaped.append('_')
                        .append(Character.forDigit((next >> 4) & 0xF, 16))
                        .append(Character.forDigit(next & 0xF, 16));
            }
        }
        return escaped.toString();
    }

    private static ByteBuffer encode(String text) {
        try {
            return UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new InvalidDestinationException("name has half of a surrogate pair, expected legal Unicode", e);
        }
    }

    private static boolean isPlain(byte character) {
        return (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || character == '.'
                || character == '-';
    }
}
