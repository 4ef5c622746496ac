package io.replaymq.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.history.Violation;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.stream.LongStream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Applications that take messages from a queue, change them and send them to the next one, in transactions of plain Jakarta Messaging. The
 * server and they are killed, and they are paused until they have lost what they held: in the end each message has gone all the way once,
 * those of each producer in order, and every commit was answered. {@code -Dreliability.seed=S} repeats which faults come. With {@code
 * -Dreliability.rounds=N} there are several rounds, each noted in the ledger; what is noted of this commit and seed is not done again.
 */
class ExactlyOnceIT {
    private static final long SEED = Long.getLong("reliability.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("reliability.rounds", 1);

    @TempDir
    private Path directory;

    /** What came of a run. */
    record Result(Progress progress, List<Violation> violations) {}

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + ROUNDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyMessageTakesEffectOnceWhateverIsKilled(long seed) throws Exception {
        Ledger ledger = Ledger.configured();
        Assumptions.assumeFalse(ledger.has(seed), "done with this commit");
        System.out.println("exactly once: " + Extent.ROUND + ", seed " + seed);
        long startNanos = System.nanoTime();
        try (ReplayMqProcess server = ReplayMqProcess.start(directory)) {
            Result result = run(server, directory, Extent.ROUND, seed);

            System.out.println("exactly once: " + result.progress());
            assertThat(result.violations()).as("seed " + seed).isEmpty();
            assertThat(result.progress().unknown())
                    .as("commits without a known outcome, seed " + seed)
                    .isZero();
            ledger.add(seed, Extent.ROUND, result.progress(), System.nanoTime() - startNanos);
        }
    }

    static Result run(ReplayMqProcess server, Path directory, Extent extent, long seed) throws Exception {
        try (Run run = new Run(directory, extent, server, seed)) {
            run.work();
            run.finish(factory(server));
            assertThat(server.stop()).as("exit code of a clean stop").isZero();
            LogAudit.read(server.data(), Run.QUEUES, run::add);
            return new Result(run.progress(), run.violations());
        }
    }

    @SuppressWarnings("JdkObsolete") // InitialContext takes nothing else
    static ConnectionFactory factory(Provider provider) throws NamingException {
        return (ConnectionFactory) new InitialContext(new Hashtable<>(provider.jndi())).lookup("ConnectionFactory");
    }
}
