package io.replaymq.benchmarks.scenario;

import io.replaymq.benchmarks.measure.Result;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wanted of one contender in relation to another, of the same run: {@code replaymq@1x1 / artemis@1x1 : sent_per_s >= 1.3}. Taken
 * round by round, so that both sides met the same machine; the median over the rounds counts.
 */
public record Ratio(Side over, Side under, String figure, double wanted) {
    private static final Pattern SYNTAX =
            Pattern.compile("(\\S+)@(\\S+)\\s*/\\s*(\\S+)@(\\S+)\\s*:\\s*(\\w+)\\s*>=\\s*([0-9.]+)");

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

    static Ratio parse(String text) {
        Matcher parts = SYNTAX.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("ratio '" + text + "', expected A@CASE / B@CASE : FIGURE >= NUMBER");
        }
        return new Ratio(
                new Side(parts.group(1), parts.group(2)),
                new Side(parts.group(3), parts.group(4)),
                parts.group(5),
                Double.parseDouble(parts.group(6)));
    }

    /** The ratio in each round that has both sides. */
    Spread in(List<Result> results) {
        List<String> rounds =
                results.stream().map(each -> each.text("round")).distinct().toList();
        return Spread.of(rounds.stream()
                .mapToDouble(round -> figureOf(results, over, round) / figureOf(results, under, round))
                .toArray());
    }

    private double figureOf(List<Result> results, Side side, String round) {
        return results.stream()
                .filter(each -> side.of(each, round))
                .mapToDouble(each -> each.number(figure))
                .reduce(Double.NaN, (earlier, later) -> later);
    }
}
