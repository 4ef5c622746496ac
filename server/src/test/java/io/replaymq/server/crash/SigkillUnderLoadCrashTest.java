package io.replaymq.server.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.server.history.HistoryChecker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed again and again under load loses nothing, delivers nothing twice and reorders nothing, and its clients do
 * not hear of it. {@code -Dcrash.kills} says how often, {@code -Dcrash.seed} repeats the moments and the messages of a run.
 */
class SigkillUnderLoadCrashTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 50);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int LONGEST_LIFE_MS = 3_000;
    private static final int SHORTEST_LIFE_MS = 300;
    private static final int LONGEST_START_MS = 900;
    private static final int ONE_START_IN = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Random random = new Random(SEED);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    private Path directory;

    @Test
    void nothingIsLostDoubledOrReorderedHoweverOftenTheServerIsKilled() throws Exception {
        System.out.println("SIGKILL under load: " + KILLS + " kills, seed " + SEED);
        try (CrashedServer server = new CrashedServer(directory);
                Load load = new Load(server.url(), SEED)) {
            load.start();
            for (int i = 0; i < KILLS; i++) {
                killAtARandomMoment(server, load);
            }
            server.awaitReady();
            load.finishSending();
            await("all subscriptions drained").atMost(PATIENCE).until(load::isDrained);
            load.close();

            System.out.printf(
                    "SIGKILL under load: %,d sends confirmed, %,d messages received%n",
                    load.history().confirmed(), load.received());
            assertThat(HistoryChecker.check(load.history())).as("seed " + SEED).isEmpty();
            assertThat(load.failures())
                    .as("what clients were told, seed " + SEED)
                    .isEmpty();
            assertThat(server.stop()).as("exit code of a clean stop").isZero();
        } finally {
            timer.shutdown();
        }
    }

    /** Some time after it is ready and serves again; now and then while it is still starting. */
    private void killAtARandomMoment(CrashedServer server, Load load)
            throws IOException, InterruptedException, ExecutionException {
        if (random.nextInt(ONE_START_IN) == 0) {
            elapse(random.nextInt(LONGEST_START_MS));
        } else {
            server.awaitReady();
            long before = load.received();
            await("messages arrive again, seed " + SEED)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> load.received() > before || !load.failures().isEmpty());
            elapse(random.nextInt(SHORTEST_LIFE_MS, LONGEST_LIFE_MS));
        }
        System.out.printf(
                "  killed with %,d confirmed, %,d received%n", load.history().confirmed(), load.received());
        server.kill();
        server.launch();
    }

    private void elapse(int milliseconds) throws InterruptedException, ExecutionException {
        timer.schedule(() -> {}, milliseconds, TimeUnit.MILLISECONDS).get();
    }
}
