package io.replaymq.log;

import static io.replaymq.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.InDoubt;
import io.replaymq.log.api.AppendOutcome.Refused;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogConfig.StageLayout;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.storage.DiskDirectory;
import io.replaymq.log.testing.Trouble.Call;
import io.replaymq.log.testing.TroubledDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FatalFailureTest {
    private static final String WORTH_A_SEGMENT_WRITE = "x".repeat(64 << 10);

    @TempDir
    private Path directory;

    private final List<StorageFailedException> fatal = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "FUSED,FORCE,journal",
        "FUSED,WRITE,journal",
        "FUSED,WRITE,orders",
        "SEPARATE,FORCE,journal",
        "SEPARATE,WRITE,journal",
        "SEPARATE,WRITE,orders"
    })
    void acknowledgesNothingAfterTheFirstFailure(StageLayout layout, Call call, String where) throws IOException {
        FailingCalls calls = new FailingCalls(call, where);
        LogConfig config = new LogConfig(256 << 10, 1_024, 1 << 20, 512 << 10, 1 << 20, 1, layout);
        try (EmbeddedLog log = EmbeddedLog.open(seams(calls), config)) {
            createOrders(log);
            append(log, ORDERS, plain("before"), Durability.DURABLE).orThrow();
            // The proof of that force is written after the answer; behind an append without a force there is none.
            append(log, ORDERS, plain("before, too"), Durability.WRITTEN).orThrow();

            calls.start();
            List<CompletableFuture<AppendOutcome>> pending = new ArrayList<>();
            pending.add(later(log, AppendSet.of(ORDERS, plain(WORTH_A_SEGMENT_WRITE)), Durability.DURABLE));
            for (int i = 0; i < 100; i++) {
                pending.add(later(log, AppendSet.of(ORDERS, plain("after-" + i)), Durability.DURABLE));
            }
            List<AppendOutcome> outcomes = pending.stream()
                    .map(each -> each.orTimeout(10, TimeUnit.SECONDS).join())
                    .toList();

            assertThat(outcomes.get(0)).isInstanceOf(InDoubt.class);
            assertThat(outcomes).allMatch(FatalFailureTest::namesTheStorage);
            assertThat(append(log, ORDERS, plain("much later"), Durability.ACCEPTED))
                    .isInstanceOf(Refused.class);
            assertThat(values(log, ORDERS)).containsExactly("before", "before, too");
            assertThat(fatal).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"FUSED", "SEPARATE"})
    void neverRepeatsAForceThatFailed(StageLayout layout) throws IOException {
        FailingCalls calls = new FailingCalls(Call.FORCE, "journal");
        try (EmbeddedLog log = EmbeddedLog.open(seams(calls), small(layout))) {
            createOrders(log);
            calls.start();
            for (int i = 0; i < 10; i++) {
                assertThat(append(log, ORDERS, plain("lost"), Durability.DURABLE))
                        .matches(FatalFailureTest::namesTheStorage);
            }
        }

        assertThat(calls.attempts().values()).isNotEmpty().containsOnly(1);
    }

    @ParameterizedTest
    @CsvSource({"FUSED", "SEPARATE"})
    void closesAndOpensAgainAfterAFailure(StageLayout layout) throws IOException {
        FailingCalls calls = new FailingCalls(Call.FORCE, "journal");
        EmbeddedLog log = EmbeddedLog.open(seams(calls), small(layout));
        createOrders(log);
        append(log, ORDERS, plain("kept"), Durability.DURABLE).orThrow();
        calls.start();
        append(log, ORDERS, plain("in doubt"), Durability.DURABLE);

        assertThatCode(log::close).doesNotThrowAnyException();

        try (EmbeddedLog again = LogFixture.open(directory)) {
            assertThat(values(again, ORDERS)).startsWith("kept");
        }
    }

    private static boolean namesTheStorage(AppendOutcome outcome) {
        return (outcome instanceof InDoubt doubt && doubt.cause() instanceof StorageFailedException)
                || (outcome instanceof Refused refused && refused.reason() instanceof StorageFailedException);
    }

    private LogSeams seams(FailingCalls calls) throws IOException {
        TroubledDirectory disk = new TroubledDirectory(DiskDirectory.open(directory), calls);
        return new LogSeams(disk, TimeSource.SYSTEM, () -> 42, fatal::add);
    }
}
