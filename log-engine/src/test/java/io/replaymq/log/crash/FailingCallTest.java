package io.replaymq.log.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Committed;
import io.replaymq.log.api.AppendOutcome.InDoubt;
import io.replaymq.log.api.AppendOutcome.Refused;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.crash.NthCall.Failure;
import io.replaymq.log.crash.NthCall.Kind;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.testing.Trouble.Call;
import io.replaymq.log.testing.TroubledDirectory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The first call to the disk fails, then the second, and so on, until a whole script gets through: whichever it is, nothing is
 * acknowledged after it, what was pending hears of it, no force is repeated, and a restart finds all that was acknowledged.
 */
@Timeout(120)
class FailingCallTest {
    private static final int SETS = 14;

    /** More calls than any of the scripts makes. */
    private static final int ENDLESS = 2_000;

    @ParameterizedTest
    @EnumSource
    void acknowledgesNothingAfterAnyFailureAndLosesNothingBefore(Kind kind) {
        int failures = 0;
        for (int call = 1; call < ENDLESS; call++) {
            Attempt attempt = new Attempt(call, kind, new SimulatedDisk());
            if (!attempt.survives(Attempt::script)) {
                System.out.println("failing calls, " + kind + ": each of " + failures);
                assertThat(failures).isGreaterThan(20);
                return;
            }
            failures++;
        }
        throw new AssertionError("the script never got through");
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingWhicheverCallFailsWhileItStarts(Kind kind) {
        Attempt before = new Attempt(ENDLESS, kind, new SimulatedDisk());
        SimulatedDisk killed = before.killedAfterScript();
        for (int call = 1; call < ENDLESS; call++) {
            Attempt attempt = new Attempt(call, kind, killed.copy()).after(before);
            if (!attempt.survives((each, log) -> Audit.read(log))) {
                System.out.println("failing calls at a start, " + kind + ": each of " + (call - 1));
                assertThat(call).isGreaterThan(5);
                return;
            }
        }
        throw new AssertionError("the start never got through");
    }

    /** One run of a script, in which one call fails. */
    private static final class Attempt {
        private final Random random = new Random(5);
        private final AtomicBoolean fatal = new AtomicBoolean();
        private final SimulatedDisk disk;
        private final NthCall trouble;
        private Workload workload = new Workload(random, Workload.Load.SMALL);

        @FunctionalInterface
        interface Script {
            void run(Attempt attempt, ReplayLog log);
        }

        Attempt(int failing, Kind kind, SimulatedDisk disk) {
            this.disk = disk;
            this.trouble = new NthCall(failing, kind, this::dropPages);
        }

        Attempt after(Attempt before) {
            workload = before.workload;
            return this;
        }

        /** What a kernel does after a failed force: what was not on the device is gone, and the next force would say that all is well. */
        private void dropPages(Call call, String path) {
            if (call == Call.FORCE) {
                synchronized (disk) {
                    Objects.requireNonNull(disk.find(path)).losePower(random);
                }
            }
        }

        /** @return false if no call failed */
        boolean survives(Script script) {
            try {
                run(log -> script.run(this, log));
            } catch (StorageFailedException e) {
                assertThat(trouble.failure()).as("a reason for " + e).isPresent();
            } catch (CompletionException e) {
                assertThat(trouble.failure()).as("a reason for " + e).isPresent();
                assertThat(e.getCause()).isInstanceOfAny(StorageFailedException.class, LogClosedException.class);
            }
            String which = String.valueOf(trouble.failure());
            try {
                assertThat(trouble.forcedAgain())
                        .as("forced again after a failure")
                        .isEmpty();
                ensureNothingAcknowledgedAfterAFailure();
                Durability afterKill = trouble.failure().map(Failure::call).equals(Optional.of(Call.FORCE))
                        ? Durability.DURABLE
                        : Durability.WRITTEN;
                restart(disk.copy(), afterKill);
                disk.losePower(random);
                restart(disk, Durability.DURABLE);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(which + ": " + e.getMessage(), e);
            }
            return trouble.failure().isPresent();
        }

        SimulatedDisk killedAfterScript() {
            LogProcess.runUntilDeath(disk, DeathClock.never(random), random, this::script);
            return disk;
        }

        private void run(Consumer<ReplayLog> work) {
            FaultyLogDirectory directory = new FaultyLogDirectory(disk, DeathClock.never(random));
            LogProcess.run(new TroubledDirectory(directory, trouble), failure -> fatal.set(true), random, work);
        }

        private void script(ReplayLog log) {
            workload.run(log, SETS);
            trimAnotherTopic(log);
            workload.run(log, SETS);
            if (fatal.get()) {
                int before = workload.sent().size();
                workload.run(log, 3);
                workload.sent().subList(before, workload.sent().size()).forEach(each -> assertThat(
                                each.answer().join())
                        .as("sent after the log had failed")
                        .isNotInstanceOf(Committed.class));
            }
        }

        /** Rolls segments and deletes them; the workload's own are audited from their beginning. */
        private static void trimAnotherTopic(ReplayLog log) {
            LogProcess.createTopic(log, "trimmed");
            TopicPartition trimmed = new TopicPartition("trimmed", 0);
            RecordBatch batch = RecordBatchBuilder.of(List.of(LogRecord.ofText(1, null, "x".repeat(8 << 10))));
            for (int i = 0; i < 4; i++) {
                log.append(AppendSet.of(trimmed, batch), Durability.WRITTEN)
                        .toCompletableFuture()
                        .join();
            }
            log.trim(trimmed, log.readableEnd(trimmed)).toCompletableFuture().join();
            log.clean().toCompletableFuture().join();
        }

        private void ensureNothingAcknowledgedAfterAFailure() {
            boolean failed = false;
            for (SentSet each : workload.sent()) {
                AppendOutcome outcome = each.answer().join();
                boolean committed = outcome instanceof Committed;
                assertThat(committed || namesTheStorage(outcome))
                        .as("answer " + outcome)
                        .isTrue();
                if (each.durability() != Durability.ACCEPTED) { // which is answered before anything is written
                    assertThat(failed && committed)
                            .as("set " + each.number() + " acknowledged after a failure")
                            .isFalse();
                    failed |= !committed;
                }
            }
        }

        private static boolean namesTheStorage(AppendOutcome outcome) {
            BrokerException reason = outcome instanceof Refused refused
                    ? refused.reason()
                    : outcome instanceof InDoubt doubt ? doubt.cause() : new LogClosedException("no failure");
            return reason instanceof StorageFailedException;
        }

        /** What was acknowledged is there, and senders can go on. */
        private void restart(SimulatedDisk found, Durability vouched) {
            LogProcess.run(found, DeathClock.never(random), random, log -> {
                int survivors = Audit.read(log).holdsAPrefixOf(workload.sent(), vouched);
                assertThat(survivors).isNotNegative();
                LogProcess.createTopic(log, "after-the-restart");
            });
        }
    }
}
