package io.replaymq.reliability;

import io.replaymq.history.Violation.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same applications and the same faults with Apache Artemis, to be compared: says what is wrong, and asserts nothing. Its browsers do not show
 * what is being delivered, so the run may end before all has arrived: of what is missing then nothing is said.
 */
@EnabledIfSystemProperty(named = "reliability.compare", matches = "true")
class ArtemisComparisonIT {
    private static final long SEED = Long.getLong("reliability.seed", System.nanoTime());

    @TempDir
    private Path directory;

    @Test
    void whatBecomesOfTheMessages() throws Exception {
        System.out.println("Artemis: " + Extent.ROUND + ", seed " + SEED);
        try (ArtemisProcess server = new ArtemisProcess(directory);
                Run run = new Run(directory, Extent.ROUND, server, SEED)) {
            run.work();
            run.finish(ExactlyOnceIT.factory(server));
            server.stop();

            System.out.println("Artemis: " + run.progress());
            run.violations().stream()
                    .filter(each -> each.kind() != Kind.LOST && each.kind() != Kind.TORN)
                    .forEach(System.out::println);
        }
    }
}
