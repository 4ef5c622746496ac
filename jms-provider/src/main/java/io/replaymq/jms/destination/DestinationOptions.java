package io.replaymq.jms.destination;

import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerOptions.Sharing;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.remote.api.NearestName;
import jakarta.jms.InvalidDestinationException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an application may write behind the name of a destination, for those who consume from it: {@code orders?from=earliest}. Several
 * are joined by {@code &}.
 *
 * <ul>
 *   <li>{@code from=}: where a consumer begins. {@code earliest}, {@code latest}, a time with its offset from UTC ({@code
 *       2026-01-31T00:00Z}), {@code offset:N} in partition 0 or {@code offset:PARTITION:N}
 *   <li>{@code exclusive=}, as Artemis has it, or {@code consumer.exclusive=}, as ActiveMQ Classic: {@code true} or {@code false}
 *   <li>{@code consumer-priority=} or {@code consumer.priority=}: a number
 * </ul>
 *
 * @param name the name without them
 * @param options what they ask for
 */
record DestinationOptions(String name, ConsumerOptions options) {
    private static final Pattern OFFSET = Pattern.compile("offset:(?:(\\d{1,9}):)?(\\d{1,18})");
    private static final Map<String, Option> SPELLINGS = Map.of(
            "from", Option.FROM,
            "exclusive", Option.EXCLUSIVE,
            "consumer.exclusive", Option.EXCLUSIVE,
            "consumer-priority", Option.PRIORITY,
            "consumer.priority", Option.PRIORITY);

    private enum Option {
        FROM,
        EXCLUSIVE,
        PRIORITY
    }

    /** Reads a name with or without options. @throws InvalidDestinationException if an option is unknown or not legal */
    static DestinationOptions parse(String text) throws InvalidDestinationException {
        int question = text.indexOf('?');
        if (question < 0) {
            return new DestinationOptions(text, ConsumerOptions.DEFAULTS);
        }
        ConsumerOptions options = ConsumerOptions.DEFAULTS;
        Set<Option> given = EnumSet.noneOf(Option.class);
        for (String each : text.substring(question + 1).split("&", -1)) {
            int equals = each.indexOf('=');
            String key = equals < 0 ? each : each.substring(0, equals);
            Option option = SPELLINGS.get(key);
            if (option == null || equals < 0) {
                throw new InvalidDestinationException("option '" + each + "' of destination '" + text + "', "
                        + NearestName.advice(
                                key, SPELLINGS.keySet().stream().sorted().toList())
                        + " as in ?from=earliest");
            }
            if (!given.add(option)) {
                throw new InvalidDestinationException("'" + text + "' has the option " + key + " twice");
            }
            options = with(options, option, each.substring(equals + 1), text);
        }
        return new DestinationOptions(text.substring(0, question), options);
    }

    private static ConsumerOptions with(ConsumerOptions options, Option option, String value, String text)
            throws InvalidDestinationException {
        return switch (option) {
            case FROM -> options.withStart(position(value, text));
            case EXCLUSIVE -> options.with(sharing(value, text));
            case PRIORITY -> options.withPriority(priority(value, text));
        };
    }

    private static Sharing sharing(String value, String text) throws InvalidDestinationException {
        return switch (value) {
            case "true" -> Sharing.EXCLUSIVE;
            case "false" -> Sharing.SHARED;
            default ->
                throw new InvalidDestinationException(
                        "'" + value + "' in destination '" + text + "', expected true or false");
        };
    }

    private static int priority(String value, String text) throws InvalidDestinationException {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw failure("a priority of '" + value + "' in destination '" + text + "', expected a whole number", e);
        }
    }

    private static StartPosition position(String value, String text) throws InvalidDestinationException {
        if (value.equals("earliest")) {
            return new StartPosition.Earliest();
        }
        if (value.equals("latest")) {
            return new StartPosition.Latest();
        }
        Matcher offset = OFFSET.matcher(value);
        if (offset.matches()) {
            int partition = offset.group(1) == null ? 0 : Integer.parseInt(offset.group(1));
            return new StartPosition.AtOffset(partition, Long.parseLong(offset.group(2)));
        }
        try {
            return new StartPosition.AtTime(
                    OffsetDateTime.parse(value).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw failure(
                    "from=" + value + " of destination '" + text
                            + "', expected earliest, latest, a time as 2026-01-31T00:00Z, offset:N or offset:PARTITION:N",
                    e);
        }
    }

    private static InvalidDestinationException failure(String message, RuntimeException cause) {
        InvalidDestinationException failure = new InvalidDestinationException(message);
        failure.initCause(cause);
        return failure;
    }

    /** The name with its options, as it can be read again. */
    static String write(String name, ConsumerOptions options) {
        List<String> written = new ArrayList<>();
        StartPosition from = options.start();
        if (from != null) {
            written.add("from=" + text(from));
        }
        if (options.sharing() == Sharing.EXCLUSIVE) {
            written.add("exclusive=true");
        }
        if (options.priority() != ConsumerOptions.DEFAULTS.priority()) {
            written.add("consumer-priority=" + options.priority());
        }
        return written.isEmpty() ? name : name + "?" + String.join("&", written);
    }

    private static String text(StartPosition from) {
        if (from instanceof StartPosition.AtOffset at) {
            return "offset:" + at.partition() + ":" + at.offset();
        }
        if (from instanceof StartPosition.AtTime at) {
            return Instant.ofEpochMilli(at.timestampMs()).toString();
        }
        return from instanceof StartPosition.Earliest ? "earliest" : "latest";
    }
}
