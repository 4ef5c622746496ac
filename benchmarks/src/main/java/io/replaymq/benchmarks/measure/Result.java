package io.replaymq.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one run found: a flat JSON object of strings and numbers, written and read as one line. */
public final class Result {
    private static final Pattern FIELD =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,}\"]+))");

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Reads a line that {@link #toString()} wrote. */
    public static Result parse(String line) {
        Result result = new Result();
        Matcher each = FIELD.matcher(line);
        while (each.find()) {
            String number = each.group(3);
            if (number == null) {
                result.put(unquote(each.group(1)), unquote(each.group(2)));
            } else if (!number.equals("null")) {
                result.put(unquote(each.group(1)), Double.valueOf(number));
            }
        }
        return result;
    }

    /** Adds a field: a {@link Number}, or anything else as text. */
    public Result put(String key, Object value) {
        fields.put(key, value);
        return this;
    }

    /** A number, or NaN if there is none of that name. */
    public double number(String key) {
        return fields.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** A text, or the empty one. */
    public String text(String key) {
        return String.valueOf(fields.getOrDefault(key, ""));
    }

    /** Whether there is a field of that name. */
    public boolean has(String key) {
        return fields.containsKey(key);
    }

    /** The line. Numbers that are not finite become null. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder("{");
        fields.forEach((key, value) -> {
            if (line.length() > 1) {
                line.append(',');
            }
            line.append(quote(key)).append(':').append(value instanceof Number n ? figure(n) : quote(value.toString()));
        });
        return line.append('}').toString();
    }

    private static String figure(Number number) {
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "null";
        }
        boolean whole = Math.abs(value) >= 1000 || value == Math.rint(value);
        return whole ? String.valueOf(Math.round(value)) : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s+", " ") + '"';
    }

    private static String unquote(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }
}
