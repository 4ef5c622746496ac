package io.replaymq.groups.membership;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.MatchResult;

/**
 * A regular expression over topic names. RE2 matches in time linear in the name, whatever the pattern; its programs grow with counted
 * repetitions, so those are bounded here.
 */
final class TopicPattern {
    private static final java.util.regex.Pattern COUNTED = java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");
    private static final long MAX_REPETITIONS = 1_000;
    private static final int MAX_DIGITS = 4;

    private final Pattern pattern;

    private TopicPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Compiles. @throws IllegalArgumentException if it is no regular expression, or repeats too much */
    static TopicPattern of(String expression) {
        long repetitions = COUNTED.matcher(expression)
                .results()
                .mapToLong(TopicPattern::repetitions)
                .reduce(1, (a, b) -> Math.min(a * b, MAX_REPETITIONS + 1));
        if (repetitions > MAX_REPETITIONS) {
            throw new IllegalArgumentException("pattern '" + expression + "': counted repetitions of more than "
                    + MAX_REPETITIONS + " when multiplied");
        }
        try {
            return new TopicPattern(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("pattern '" + expression + "': " + e.getMessage(), e);
        }
    }

    private static long repetitions(MatchResult counted) {
        String most = counted.group(2) == null || counted.group(2).isEmpty() ? counted.group(1) : counted.group(2);
        return most.length() > MAX_DIGITS ? MAX_REPETITIONS + 1 : Math.max(1, Long.parseLong(most));
    }

    /** Whether the whole name matches. */
    boolean matches(String topic) {
        return pattern.matches(topic);
    }
}
