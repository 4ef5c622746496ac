package io.replaymq.server.groups;

import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.log.api.TimeSource;
import io.replaymq.server.admin.Times;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the place where a consumer group is to resume is written on the command line. */
final class OffsetTargets implements ITypeConverter<OffsetTarget> {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern SIGNED = Pattern.compile("[+-]?\\d{1,18}");

    private final TimeSource time;

    /** For the parser. */
    OffsetTargets() {
        this(TimeSource.SYSTEM);
    }

    OffsetTargets(TimeSource time) {
        this.time = time;
    }

    @Override
    public OffsetTarget convert(String text) {
        if (text.equals("earliest")) {
            return new OffsetTarget.Earliest();
        }
        if (text.equals("latest")) {
            return new OffsetTarget.Latest();
        }
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1);
        try {
            return switch (colon < 0 ? "" : text.substring(0, colon)) {
                case "offset" -> new OffsetTarget.ToOffset(number(NUMBER, value));
                case "shift" -> new OffsetTarget.ShiftBy(number(SIGNED, value));
                case "time" -> new OffsetTarget.ToTime(Times.timestamp(value));
                case "ago" -> new OffsetTarget.ToTime(Times.ago(value, time));
                default -> throw new IllegalArgumentException("no such place");
            };
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + text + "', expected earliest, latest, offset:N, shift:N or shift:-N, ago:"
                            + " followed by a time such as 90m or 7d, or time: followed by 2026-01-31T12:00:00Z or milliseconds since 1970");
        }
    }

    private static long number(Pattern form, String text) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException("no number");
        }
        return Long.parseLong(text);
    }
}
