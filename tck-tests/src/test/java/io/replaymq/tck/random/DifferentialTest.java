package io.replaymq.tck.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.tck.provider.Providers;
import io.replaymq.tck.provider.RunningProvider;
import jakarta.jms.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * An application sees the same of ReplayMQ and of the reference, whatever it calls. {@code -Dtck.sequences=N} runs more sequences,
 * {@code -Dtck.seed=S} begins with another.
 */
class DifferentialTest {
    private static final int SEQUENCES = Integer.getInteger("tck.sequences", 1_000);
    private static final long FIRST_SEED = Long.getLong("tck.seed", 1);
    private static final int LENGTH = 24;

    /** So many sequences at a time, each with destinations of its own: most of a sequence's time is waiting for a disk. */
    private static final int CLIENTS = 8;

    private final AtomicLong next = new AtomicLong(FIRST_SEED);

    @Test
    void anApplicationSeesTheSame() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (RunningProvider inVm = Providers.IN_VM.start();
                RunningProvider tcp = Providers.TCP.start();
                RunningProvider reference = Providers.ARTEMIS.start()) {
            List<Callable<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String client = "random-" + i;
                clients.add(() -> compareAll(client, inVm, tcp, reference));
            }
            for (Future<Void> each : threads.invokeAll(clients)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Void compareAll(String client, RunningProvider inVm, RunningProvider tcp, RunningProvider reference)
            throws Exception {
        try (Connection here = connect(inVm, client);
                Connection remote = connect(tcp, client);
                Connection there = connect(reference, client)) {
            for (long seed = next.getAndIncrement(); seed < FIRST_SEED + SEQUENCES; seed = next.getAndIncrement()) {
                compare(
                        seed,
                        new World(here, client, seed),
                        new World(remote, client, seed),
                        new World(there, client, seed));
            }
        }
        return null;
    }

    private static Connection connect(RunningProvider provider, String client) throws Exception {
        Connection connection = provider.factory().createConnection();
        connection.setClientID(client);
        connection.start();
        return connection;
    }

    /** Runs each step at each, up to the first that is not seen alike. */
    private static void compare(long seed, World here, World remote, World there) throws Exception {
        List<String> story = new ArrayList<>();
        try (World inVm = here;
                World tcp = remote;
                World reference = there) {
            for (Step step : Plan.of(seed, LENGTH)) {
                String expected = step.run(reference);
                story.add(story.size() + ". " + step.name());
                for (World each : List.of(inVm, tcp)) {
                    assertThat(step.run(each))
                            .as(
                                    "seed %d, %s: the last step of%n%s",
                                    seed, each == tcp ? "TCP" : "in VM", String.join("\n", story))
                            .isEqualTo(expected);
                }
            }
        }
    }
}
