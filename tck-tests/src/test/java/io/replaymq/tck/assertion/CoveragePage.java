package io.replaymq.tck.assertion;

import io.replaymq.tck.assertion.Assertions.Entry;
import io.replaymq.tck.assertion.Sections.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes {@code docs/conformance.md}. */
final class CoveragePage {
    private final List<Entry> entries = Assertions.all();
    private final Map<String, List<Entry>> bySection = entries.stream().collect(Collectors.groupingBy(Entry::section));
    private final StringBuilder page = new StringBuilder();

    /** The whole page. */
    String write() {
        introduction();
        exceptions(
                "Not there yet",
                "ReplayMQ does not have these features; their assertions are run against the reference.",
                entry -> entry.applicability().exceptOurs().filter(reason -> reason.startsWith("not there yet")));
        exceptions("Known defects", "ReplayMQ does otherwise, which is an error.", entry -> entry.applicability()
                .exceptOurs()
                .filter(reason -> reason.startsWith("open defect")));
        exceptions(
                "Where the reference differs",
                "Apache Artemis does otherwise, and we read the specification differently.",
                entry -> entry.applicability().exceptTheReference());
        sections();
        return page.toString();
    }

    private void introduction() {
        int cases = entries.stream().mapToInt(Entry::cases).sum();
        long restarted = entries.stream()
                .filter(each -> each.applicability().acrossRestart())
                .count();
        long ours = entries.stream()
                .filter(each -> each.applicability().exceptOurs().isEmpty())
                .count();
        line("# Conformance");
        line("");
        line(
                "Written by the tests from their annotations: `mvn -pl tck-tests -Dtest=CoverageTest test` says where it is out of date.");
        line("");
        line(
                "Each line below is one assertion of our reading of [Jakarta Messaging 3.1]"
                        + "(https://jakarta.ee/specifications/messaging/3.1/), tested by the method of that name in"
                        + " `tck-tests`. It is run in this VM, over TCP, and against Apache Artemis as the reference; those marked *restart* also"
                        + " with a server that is restarted in the middle. What ReplayMQ does chapter by chapter is in [jms.md](jms.md).");
        line("");
        line("**" + entries.size() + " assertions**, with all their values " + cases + " cases. " + ours
                + " of them hold for ReplayMQ, " + restarted + " are asserted across a restart too.");
        line("");
    }

    private void exceptions(String title, String explanation, Function<Entry, Optional<String>> reason) {
        List<Entry> excepted =
                entries.stream().filter(each -> reason.apply(each).isPresent()).toList();
        line("## " + title);
        line("");
        line(excepted.isEmpty() ? "None." : explanation);
        line("");
        Map<String, List<Entry>> byReason = excepted.stream()
                .collect(Collectors.groupingBy(each -> reason.apply(each).orElseThrow()));
        byReason.keySet().stream().sorted().forEach(each -> {
            String tests = byReason.get(each).stream()
                    .map(entry -> entry.section() + " *" + entry.sentence() + "*")
                    .sorted()
                    .collect(Collectors.joining("; "));
            line("- " + each + ": "
                    + (byReason.get(each).size() > 8 ? byReason.get(each).size() + " assertions" : tests));
        });
        line("");
    }

    private void sections() {
        line("## Section by section");
        for (Section section : Sections.all()) {
            line("");
            line("#".repeat(Math.min(3 + section.depth(), 5)) + " " + section.number() + " " + section.title());
            List<Entry> tests = bySection.getOrDefault(section.number(), List.of());
            if (!tests.isEmpty()) {
                line("");
                tests.forEach(each -> line("- " + describe(each)));
            } else if (!section.note().isEmpty()) {
                line("");
                line(section.note());
            }
        }
    }

    private static String describe(Entry entry) {
        Applicability applies = entry.applicability();
        return entry.sentence()
                + (entry.cases() > 1 ? " (" + entry.cases() + " cases)" : "")
                + (applies.acrossRestart() ? " *restart*" : "")
                + applies.exceptOurs().map(reason -> " — " + reason).orElse("")
                + (applies.exceptTheReference().isPresent() ? " — the reference differs" : "")
                + " `" + entry.suite().getSimpleName() + "`";
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
