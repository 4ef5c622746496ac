package io.replaymq.server.admin;

import io.replaymq.broker.api.StartPosition;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a position in a destination's log is written on the command line. */
public final class StartPositions implements ITypeConverter<StartPosition> {
    private static final Pattern OFFSET = Pattern.compile("(?:(\\d{1,5}):)?(\\d{1,18})");

    @Override
    public StartPosition convert(String text) {
        if (text.equals("earliest")) {
            return new StartPosition.Earliest();
        }
        if (text.equals("latest")) {
            return new StartPosition.Latest();
        }
        if (text.startsWith("offset:")) {
            return offset(text, text.substring("offset:".length()));
        }
        if (text.startsWith("time:")) {
            return new StartPosition.AtTime(timestamp(text, text.substring("time:".length())));
        }
        throw unknown(text);
    }

    private static StartPosition offset(String text, String position) {
        Matcher matcher = OFFSET.matcher(position);
        if (!matcher.matches()) {
            throw unknown(text);
        }
        String partition = matcher.group(1);
        return new StartPosition.AtOffset(
                partition == null ? 0 : Integer.parseInt(partition), Long.parseLong(matcher.group(2)));
    }

    private static long timestamp(String text, String time) {
        try {
            return Times.timestamp(time);
        } catch (IllegalArgumentException e) {
            throw unknown(text);
        }
    }

    private static TypeConversionException unknown(String text) {
        return new TypeConversionException(
                "'" + text + "', expected earliest, latest, offset:[PARTITION:]OFFSET, or time:"
                        + " followed by 2026-01-31T12:00:00Z or milliseconds since 1970");
    }

    /** A position, for people. */
    public static String text(StartPosition position) {
        if (position instanceof StartPosition.AtOffset at) {
            return "offset " + at.offset() + " of partition " + at.partition();
        }
        if (position instanceof StartPosition.AtTime at) {
            return "what was sent at or after " + Instant.ofEpochMilli(at.timestampMs());
        }
        return position instanceof StartPosition.Earliest ? "the oldest message kept" : "behind the newest message";
    }
}
