package io.replaymq.tck.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.tck.provider.Providers;
import io.replaymq.tck.provider.RunningProvider;
import jakarta.jms.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application sees the same of ReplayMQ and of the reference, whatever it calls. {@code -Dtck.sequences=N} runs more sequences,
 * {@code -Dtck.seed=S} begins with another.
 */
class DifferentialTest {
    private static final int SEQUENCES = Integer.getInteger("tck.sequences", 400);
    private static final long FIRST_SEED = Long.getLong("tck.seed", 1);
    private static final int LENGTH = 24;

    @ParameterizedTest
    @EnumSource(names = {"IN_VM", "TCP"})
    void anApplicationSeesTheSame(Providers ours) throws Exception {
        try (RunningProvider provider = ours.start();
                RunningProvider reference = Providers.ARTEMIS.start();
                Connection here = client(provider);
                Connection there = client(reference)) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + SEQUENCES; seed++) {
                compare(seed, here, there);
            }
        }
    }

    private static Connection client(RunningProvider provider) throws Exception {
        Connection connection = provider.factory().createConnection();
        connection.setClientID("random");
        connection.start();
        return connection;
    }

    /** Runs each step here and there, up to the first that is not seen alike. */
    private static void compare(long seed, Connection here, Connection there) throws Exception {
        List<Step> steps = Plan.of(seed, LENGTH);
        List<String> story = new ArrayList<>();
        String name = "random-" + seed;
        try (World ours = new World(here, name);
                World reference = new World(there, name)) {
            for (Step step : steps) {
                String seen = step.run(ours);
                story.add(story.size() + ". " + step.name() + " -> " + seen);
                assertThat(seen)
                        .as("seed %d: the last step of%n%s", seed, String.join("\n", story))
                        .isEqualTo(step.run(reference));
            }
        }
    }
}
