package io.replaymq.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest {
    @Test
    void readsCasesAndSelects(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("x.properties"), "case.a=size=1 @ one, two\ncase.b=size=2 @ two\ncolumns=p, q\n");

        Scenario all = Scenario.load(file, List.of("rounds=7"));
        Scenario some = Scenario.load(file, List.of("cases=a contenders=two"));

        assertThat(all.name()).isEqualTo("x");
        assertThat(all.rounds()).isEqualTo(7);
        assertThat(all.columns()).containsExactly("p", "q");
        assertThat(all.contenders()).containsExactly("one", "two");
        assertThat(some.cases()).containsExactly(new Scenario.Case("a", "size=1", List.of("two")));
    }

    @Test
    void refusesACaseWithoutContenders(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x.properties"), "case.a=size=1\n");

        assertThatThrownBy(() -> Scenario.load(file, List.of())).hasMessageContaining("case.a");
    }

    @Test
    void whatIsInTheTreeIsReadable() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("scenarios"))) {
            for (Path file : files.toList()) {
                Scenario scenario = Scenario.load(file, List.of());

                assertThat(scenario.cases()).isNotEmpty();
                assertThat(scenario.contenders())
                        .allMatch(name -> Files.exists(Path.of("providers", name + ".properties")));
                assertThat(scenario.targets())
                        .allSatisfy(target -> assertThat(sidesOf(target)).allMatch(side -> runs(scenario, side)));
            }
        }
    }

    private static List<Target.Side> sidesOf(Target target) {
        Target.Side under = target.under();
        return under == null ? List.of(target.over()) : List.of(target.over(), under);
    }

    private static boolean runs(Scenario scenario, Target.Side side) {
        return scenario.cases().stream()
                .anyMatch(each ->
                        each.name().equals(side.caseName()) && each.contenders().contains(side.contender()));
    }
}
