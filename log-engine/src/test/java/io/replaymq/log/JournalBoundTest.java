package io.replaymq.log;

import static io.replaymq.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.FatalHandler;
import io.replaymq.log.api.LogConfig.StageLayout;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.journal.JournalFiles;
import io.replaymq.log.storage.DiskDirectory;
import io.replaymq.log.testing.Trouble;
import io.replaymq.log.testing.TroubledDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the journal when the device is slower than what is appended. */
class JournalBoundTest {
    /** That in use, that being prepared, those free, and what was in flight when appends began to be refused. */
    private static final int MAX_FILES = JournalFiles.MAX_IN_USE + 8;

    private static final String VALUE = "x".repeat(60 << 10);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(StageLayout.class)
    void refusesAppendsWhileTooManyFilesWaitForACheckpointAndTakesThemAgainAfterIt(StageLayout layout)
            throws IOException {
        SlowForces forces = new SlowForces(ORDERS.topic());
        TroubledDirectory device = new TroubledDirectory(DiskDirectory.open(directory), forces);
        try (EmbeddedLog log = open(device, layout)) {
            createOrders(log);
            forces.startWaiting();

            AppendOutcome refused = appendUntilRefused(log);
            assertThat(refused).isInstanceOfSatisfying(AppendOutcome.Refused.class, each -> assertThat(each.reason())
                    .isInstanceOf(BackpressureException.class)
                    .hasMessageContaining("more than 32 journal files"));
            assertThat(device.list(JournalFiles.DIRECTORY)).hasSizeBetween(JournalFiles.MAX_IN_USE, MAX_FILES);
            log.createTopic("meanwhile", TopicConfig.DEFAULTS)
                    .toCompletableFuture()
                    .join(); // no append of a user's

            forces.stopWaiting();
            await().until(() -> append(log, ORDERS, plain("y"), Durability.DURABLE) instanceof AppendOutcome.Committed);
            await().until(() -> device.list(JournalFiles.DIRECTORY).size() < MAX_FILES / 2);
        }
    }

    private static AppendOutcome appendUntilRefused(EmbeddedLog log) {
        for (int i = 0; i < 100 * JournalFiles.MAX_IN_USE; i++) {
            AppendOutcome outcome = append(log, ORDERS, plain(VALUE), Durability.WRITTEN);
            if (!(outcome instanceof AppendOutcome.Committed)) {
                return outcome;
            }
        }
        throw new AssertionError("never refused");
    }

    @Test
    void answersAForcedAppendBehindManyUnforcedOnesOnceAllAreForced() throws IOException {
        SlowForces forces = new SlowForces(ORDERS.topic());
        TroubledDirectory device = new TroubledDirectory(DiskDirectory.open(directory), forces);
        try (EmbeddedLog log = open(device, StageLayout.FUSED)) {
            createOrders(log);
            forces.startWaiting(); // so that no checkpoint makes a file needless
            for (int i = 0; i < 100; i++) {
                later(log, AppendSet.of(ORDERS, plain(VALUE)), Durability.ACCEPTED)
                        .join();
            }

            assertThat(append(log, ORDERS, plain("last"), Durability.DURABLE))
                    .isInstanceOf(AppendOutcome.Committed.class);
            assertThat(values(log, ORDERS)).hasSize(101).endsWith("last");
            forces.stopWaiting();
        }
    }

    private static EmbeddedLog open(TroubledDirectory device, StageLayout layout) {
        Random salts = new Random(1);
        return EmbeddedLog.open(
                new LogSeams(device, TimeSource.SYSTEM, salts::nextLong, FatalHandler.REFUSE_EVERYTHING),
                small(layout));
    }

    /** A device on which forces of files whose path begins so wait for as long as a test wants. */
    private static final class SlowForces implements Trouble {
        private final String prefix;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        SlowForces(String prefix) {
            this.prefix = prefix;
        }

        void startWaiting() {
            gate = new CountDownLatch(1);
        }

        void stopWaiting() {
            gate.countDown();
        }

        @Override
        public void before(Call call, String path) throws IOException {
            if (call == Call.FORCE && path.startsWith(prefix)) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IOException("interrupted, which nobody in the engine does", e);
                }
            }
        }
    }
}
