package io.replaymq.benchmarks.scenario;

import io.replaymq.benchmarks.measure.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a scenario file says: cases, contenders and what is wanted of the results.
 *
 * @param name the file's name without its extension
 * @param settings everything in the file, overlaid by what the command line says
 * @param cases in the order of their keys
 */
public record Scenario(String name, Settings settings, List<Case> cases) {
    private static final String EXTENSION = ".properties";

    /** One load, run against several contenders. */
    public record Case(String name, String settings, List<String> contenders) {}

    /**
     * Reads a scenario.
     *
     * @param options settings that go before those of the file; {@code cases} and {@code contenders} select
     */
    public static Scenario load(Path file, List<String> options) throws IOException {
        Settings settings = Settings.load(file);
        options.forEach(settings::overlay);
        Set<String> wantedCases = selection(settings.get("cases", ""));
        Set<String> wantedContenders = selection(settings.get("contenders", ""));
        List<Case> cases = new ArrayList<>();
        settings.under("case.").forEach((name, text) -> {
            Case each = parse(name, text, wantedContenders);
            if ((wantedCases.isEmpty() || wantedCases.contains(name))
                    && !each.contenders().isEmpty()) {
                cases.add(each);
            }
        });
        return new Scenario(file.getFileName().toString().replace(EXTENSION, ""), settings, List.copyOf(cases));
    }

    /** Everybody who takes part. */
    public Set<String> contenders() {
        Set<String> names = new TreeSet<>();
        cases.forEach(each -> names.addAll(each.contenders()));
        return names;
    }

    /** How often each case is run against each contender. */
    public int rounds() {
        return settings.count("rounds", 3);
    }

    /** The figures that are shown. */
    public List<String> columns() {
        return List.copyOf(selectionInOrder(settings.get("columns", "sent_per_s")));
    }

    /** What is wanted: ratios, then figures that have a limit, each in the order of their keys. */
    public List<Target> targets() {
        return Stream.of("ratio.", "goal.")
                .flatMap(prefix -> settings.under(prefix).values().stream())
                .map(Target::parse)
                .toList();
    }

    private static Case parse(String name, String text, Set<String> wanted) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("case." + name + "=" + text + ", expected SETTINGS @ CONTENDER, ...");
        }
        List<String> contenders = selectionInOrder(text.substring(at + 1));
        return new Case(
                name,
                text.substring(0, at).trim(),
                contenders.stream()
                        .filter(each -> wanted.isEmpty() || wanted.contains(each))
                        .toList());
    }

    private static Set<String> selection(String text) {
        return new TreeSet<>(selectionInOrder(text));
    }

    private static List<String> selectionInOrder(String text) {
        return List.of(Settings.words(text.replace(',', ' ')));
    }
}
