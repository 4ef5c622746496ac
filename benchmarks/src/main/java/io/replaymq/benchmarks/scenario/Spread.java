package io.replaymq.benchmarks.scenario;

import java.util.Arrays;
import java.util.Locale;

/** The median of some figures, with the least and the greatest. NaN where there are none. */
record Spread(double median, double least, double greatest) {
    private static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN);

    static Spread of(double[] figures) {
        double[] sorted = Arrays.stream(figures)
                .filter(each -> !Double.isNaN(each))
                .sorted()
                .toArray();
        int count = sorted.length;
        return count == 0
                ? NONE
                : new Spread((sorted[(count - 1) / 2] + sorted[count / 2]) / 2, sorted[0], sorted[count - 1]);
    }

    @Override
    public String toString() {
        if (Double.isNaN(median)) {
            return "";
        }
        String middle = figure(median);
        return least == greatest ? middle : middle + " (" + figure(least) + ".." + figure(greatest) + ")";
    }

    private static String figure(double value) {
        if (Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
