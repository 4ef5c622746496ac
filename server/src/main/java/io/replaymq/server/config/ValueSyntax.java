package io.replaymq.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the value of a setting is written. */
@FunctionalInterface
public interface ValueSyntax<T> {
    /** The value of a text. @throws IllegalArgumentException saying what was expected */
    T parse(String text);

    /** Any text that is not blank. */
    static ValueSyntax<String> text() {
        return text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException("expected a value");
            }
            return text.strip();
        };
    }

    /** A path of the file system. */
    static ValueSyntax<Path> path() {
        return text -> {
            try {
                return Path.of(text().parse(text));
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("expected a path: " + e.getReason(), e);
            }
        };
    }

    /** A whole number. */
    static ValueSyntax<Integer> integer(int min, int max) {
        return text -> Math.toIntExact(inRange(number(text), min, max, ""));
    }

    /** A number of bytes: {@code 65536}, {@code 64 KiB}, {@code 8 MiB}, {@code 1 GiB}. */
    static ValueSyntax<Long> bytes(long min, long max) {
        return text -> {
            Quantity quantity = Quantity.parse(text, "bytes, or a number followed by KiB, MiB or GiB");
            long unit =
                    switch (quantity.unit) {
                        case "" -> 1;
                        case "kib" -> 1 << 10;
                        case "mib" -> 1 << 20;
                        case "gib" -> 1 << 30;
                        default -> throw new IllegalArgumentException("expected a unit of KiB, MiB or GiB");
                    };
            return inRange(Math.multiplyExact(quantity.number, unit), min, max, " bytes");
        };
    }

    /** A length of time: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 12h}, {@code 7d}; {@code 0} is none. */
    static ValueSyntax<Duration> duration(Duration min, Duration max) {
        return text -> {
            Quantity quantity = Quantity.parse(text, "a number followed by ms, s, m, h or d");
            Duration value = durationOf(quantity);
            if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
                throw new IllegalArgumentException("expected " + spelled(min) + " to " + spelled(max));
            }
            return value;
        };
    }

    /** One of an enum's values, in lower case. */
    static <E extends Enum<E>> ValueSyntax<E> choice(Class<E> type) {
        List<E> values = Arrays.asList(type.getEnumConstants());
        Function<E, String> spelling = value -> value.name().toLowerCase(Locale.ROOT);
        return text -> values.stream()
                .filter(value -> spelling.apply(value).equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected "
                        + String.join(" or ", values.stream().map(spelling).toList())));
    }

    private static Duration durationOf(Quantity quantity) {
        return switch (quantity.unit) {
            case "ms" -> Duration.ofMillis(quantity.number);
            case "s" -> Duration.ofSeconds(quantity.number);
            case "m" -> Duration.ofMinutes(quantity.number);
            case "h" -> Duration.ofHours(quantity.number);
            case "d" -> Duration.ofDays(quantity.number);
            default -> {
                if (quantity.number == 0) {
                    yield Duration.ZERO;
                }
                throw new IllegalArgumentException("expected a number followed by ms, s, m, h or d");
            }
        };
    }

    private static String spelled(Duration duration) {
        return duration.toSeconds() + "s";
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number", e);
        }
    }

    private static long inRange(long value, long min, long max, String unit) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("expected " + min + " to " + max + unit);
        }
        return value;
    }

    /** A number and the unit behind it. */
    record Quantity(long number, String unit) {
        private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]*)");

        static Quantity parse(String text, String expected) {
            Matcher matcher = SHAPE.matcher(text.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("expected " + expected);
            }
            return new Quantity(
                    Long.parseLong(matcher.group(1)), matcher.group(2).toLowerCase(Locale.ROOT));
        }
    }
}
