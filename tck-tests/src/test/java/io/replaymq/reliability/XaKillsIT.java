package io.replaymq.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.history.Violation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Branches of distributed transactions go through prepare, commit and rollback while the server is killed: in the middle of a call, and between
 * two; at each of these moments once for either decision. Every prepared branch is listed until it is decided, has one outcome, and that as a
 * whole. {@code -Dreliability.xa-branches=N} goes through more of them, {@code -Dreliability.seed=S} repeats the moments.
 */
class XaKillsIT {
    private static final int BRANCHES =
            Integer.getInteger("reliability.xa-branches", 2 * Branching.Moment.values().length);
    private static final long SEED = Long.getLong("reliability.seed", System.nanoTime());

    @TempDir
    private Path directory;

    @Test
    void everyPreparedBranchHasOneOutcomeWheneverTheServerIsKilled() throws Exception {
        System.out.println("XA: " + BRANCHES + " branches, seed " + SEED);
        try (ReplayMqProcess server = ReplayMqProcess.startPatient(directory)) {
            List<Violation> violations = new Branching(server, SEED).goThrough(BRANCHES);

            assertThat(violations).as("seed " + SEED).isEmpty();
        }
    }
}
