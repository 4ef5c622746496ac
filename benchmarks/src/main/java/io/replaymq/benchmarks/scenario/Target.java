package io.replaymq.benchmarks.scenario;

import io.replaymq.benchmarks.measure.Result;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A figure of one contender, or what it is in relation to another one's of the same run, and what is wanted of it: {@code replaymq@1x1 /
 * artemis@1x1 : sent_per_s >= 1.3}, or {@code log@idle : heap_mib <= 64}; without a number it is only shown. Taken round by round, so that
 * both sides of a ratio met the same machine; the median over the rounds counts.
 *
 * @param over whose figure
 * @param under what it is divided by; null if by nothing
 * @param figure its name
 * @param bound what is wanted, or that nothing is
 */
public record Target(Side over, @Nullable Side under, String figure, Bound bound) {
    private static final Pattern SYNTAX =
            Pattern.compile("(\\S+)@(\\S+)\\s*(?:/\\s*(\\S+)@(\\S+)\\s*)?:\\s*(\\w+)\\s*(?:([<>]=)\\s*([0-9.]+))?");

    /** One contender in one case. */
    public record Side(String contender, String caseName) {
        boolean of(Result result, String round) {
            return result.text("provider").equals(contender)
                    && result.text("case").equals(caseName)
                    && result.text("round").equals(round);
        }

        @Override
        public String toString() {
            return contender + "@" + caseName;
        }
    }

    /**
     * What a number has to be.
     *
     * @param comparison {@code >=}, {@code <=}, or nothing if it may be anything
     */
    public record Bound(String comparison, double number) {
        static final Bound NONE = new Bound("", Double.NaN);

        /** Whether it is; nothing if it may be anything, and nobody knows of what was not measured. */
        String verdict(double measured) {
            if (comparison.isEmpty()) {
                return "";
            }
            if (Double.isNaN(measured)) {
                return "not measured";
            }
            return (comparison.equals(">=") ? measured >= number : measured <= number) ? "yes" : "no";
        }

        @Override
        public String toString() {
            if (comparison.isEmpty()) {
                return "";
            }
            boolean whole = number == Math.rint(number);
            return comparison + " " + (whole ? String.format(Locale.ROOT, "%,d", (long) number) : number);
        }
    }

    static Target parse(String text) {
        Matcher parts = SYNTAX.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "', expected A@CASE / B@CASE : FIGURE >= NUMBER, or A@CASE : FIGURE <= NUMBER");
        }
        return new Target(
                new Side(parts.group(1), parts.group(2)),
                parts.group(3) == null ? null : new Side(parts.group(3), parts.group(4)),
                parts.group(5),
                parts.group(6) == null ? Bound.NONE : new Bound(parts.group(6), Double.parseDouble(parts.group(7))));
    }

    /** What it was in each round that has both sides. */
    Spread in(List<Result> results) {
        List<String> rounds =
                results.stream().map(each -> each.text("round")).distinct().toList();
        return Spread.of(
                rounds.stream().mapToDouble(round -> in(results, round)).toArray());
    }

    private double in(List<Result> results, String round) {
        double value = figureOf(results, over, round);
        return under == null ? value : value / figureOf(results, under, round);
    }

    private double figureOf(List<Result> results, Side side, String round) {
        return results.stream()
                .filter(each -> side.of(each, round))
                .mapToDouble(each -> each.number(figure))
                .reduce(Double.NaN, (earlier, later) -> later);
    }

    /** Whose figure it is. */
    public String sides() {
        return under == null ? over.toString() : over + " / " + under;
    }
}
