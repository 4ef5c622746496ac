package io.replaymq.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.history.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the programme is for has to be noticed by it: a server that is broken in one place is caught before its tenth kill. */
@EnabledIfSystemProperty(named = "reliability.mutants", matches = "true")
class ExactlyOnceMutantsIT {
    private static final Extent CYCLES = new Extent(3_000, 3, 1, 2);
    private static final int ATTEMPTS = 3;
    private static final long SEED = Long.getLong("reliability.seed", System.nanoTime());

    @TempDir
    private Path scratch;

    static List<Mutant> mutants() throws IOException {
        return Mutant.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isCaught(Mutant mutant) throws Exception {
        Path classes = mutant.compile(scratch);

        List<Violation> seen = new ArrayList<>();
        for (int i = 0; i < ATTEMPTS && !isCaught(mutant, seen); i++) {
            Path directory = Files.createDirectory(scratch.resolve("attempt-" + i));
            try (ReplayMqProcess server = ReplayMqProcess.startWith(classes, directory)) {
                seen.addAll(
                        ExactlyOnceIT.run(server, directory, CYCLES, SEED + i).violations());
            }
        }

        assertThat(isCaught(mutant, seen)).as("seed " + SEED + ": " + seen).isTrue();
        System.out.println(mutant + ": " + seen);
    }

    private static boolean isCaught(Mutant mutant, List<Violation> seen) {
        return seen.stream().anyMatch(each -> mutant.expected().contains(each.kind()));
    }
}
