package io.replaymq.benchmarks.scenario;

import io.replaymq.benchmarks.measure.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Results as Markdown tables: median (least..greatest) over the rounds. Round 0 warms servers up and is left out. A run during which
 * other processes took more than {@code maxOtherCpu} percent of a processor, or the hypervisor more than 5 % of the machine, was disturbed;
 * the column says how many were.
 */
public final class Report {
    private static final double MAX_STEAL_PCT = 5;

    private final Scenario scenario;
    private final List<Result> results;

    private Report(Scenario scenario, List<Result> results) {
        this.scenario = scenario;
        this.results = results;
    }

    /** Reads the results of a scenario. */
    public static Report of(Scenario scenario, Path file) throws IOException {
        return new Report(
                scenario,
                Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank())
                        .map(Result::parse)
                        .filter(each -> !each.text("round").equals("0"))
                        .toList());
    }

    /** The tables. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("### ")
                .append(scenario.settings().get("title", scenario.name()))
                .append("\n\n");
        figures(text);
        if (!scenario.targets().isEmpty()) {
            targets(text.append('\n'));
        }
        return text.toString();
    }

    private void figures(StringBuilder text) {
        List<String> columns = scenario.columns();
        text.append("| case | contender | runs | disturbed | ")
                .append(String.join(" | ", columns))
                .append(" |\n");
        text.append("| --- | --- | --: | --: |")
                .append(" --: |".repeat(columns.size()))
                .append('\n');
        Map<List<String>, List<Result>> rows = results.stream()
                .collect(Collectors.groupingBy(
                        each -> List.of(each.text("case"), each.text("provider")),
                        LinkedHashMap::new,
                        Collectors.toList()));
        rows.forEach((row, runs) -> {
            text.append("| ").append(String.join(" | ", row)).append(" | ").append(runs.size());
            text.append(" | ").append(runs.stream().filter(this::disturbed).count());
            columns.forEach(column -> text.append(" | ").append(cell(runs, column)));
            text.append(" |\n");
        });
    }

    private static String cell(List<Result> runs, String column) {
        Spread spread =
                Spread.of(runs.stream().mapToDouble(each -> each.number(column)).toArray());
        boolean failed = runs.stream().anyMatch(each -> each.has("error"));
        return (spread + (failed ? " error" : "")).trim();
    }

    private void targets(StringBuilder text) {
        text.append("| of | figure | measured | wanted | met |\n| --- | --- | --: | --: | --- |\n");
        for (Target each : scenario.targets()) {
            Spread measured = each.in(results);
            text.append("| ").append(each.sides());
            text.append(" | ").append(each.figure()).append(" | ").append(measured);
            text.append(" | ").append(each.bound());
            text.append(" | ").append(each.bound().verdict(measured.median())).append(" |\n");
        }
    }

    private boolean disturbed(Result run) {
        return run.number("other_cpu_pct") > scenario.settings().number("maxOtherCpu", 50)
                || run.number("steal_pct") > MAX_STEAL_PCT;
    }
}
