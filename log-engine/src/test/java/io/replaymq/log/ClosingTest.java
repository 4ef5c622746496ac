package io.replaymq.log;

import static io.replaymq.log.LogFixture.ORDERS;
import static io.replaymq.log.LogFixture.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogConfig.StageLayout;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log that is closed where it is at work itself would wait for itself. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosingTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(StageLayout.class)
    void isRefusedInTheCallbackOfAnAppend(StageLayout layout) throws Exception {
        refusesToCloseIn(layout, log -> log.append(AppendSet.of(ORDERS, plain("two")), Durability.DURABLE));
    }

    @ParameterizedTest
    @EnumSource(StageLayout.class)
    void isRefusedInTheCallbackOfARead(StageLayout layout) throws Exception {
        refusesToCloseIn(layout, log -> log.offsetForTime(ORDERS, 0));
    }

    @ParameterizedTest
    @EnumSource(StageLayout.class)
    void isRefusedInTheCallbackOfMaintenance(StageLayout layout) throws Exception {
        refusesToCloseIn(layout, log -> log.trim(ORDERS, 1));
    }

    private void refusesToCloseIn(StageLayout layout, Function<EmbeddedLog, CompletionStage<?>> call) throws Exception {
        LogConfig config = LogFixture.small(layout);
        EmbeddedLog log = EmbeddedLog.open(directory, config);
        LogFixture.createOrders(log);
        LogFixture.append(log, ORDERS, plain("one"), Durability.DURABLE);
        CompletableFuture<Void> callback = new CompletableFuture<>();

        // Attached by a call's own stage it runs on the log's thread, unless the call was over before: then it runs
        // here.
        Thread caller = Thread.currentThread();
        do {
            callback = call.apply(log)
                    .thenAccept(answer -> {
                        if (Thread.currentThread() != caller) {
                            log.close();
                        }
                    })
                    .toCompletableFuture();
        } while (isDone(callback));

        CompletableFuture<Void> refused = callback;
        assertThatThrownBy(() -> refused.get(30, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot close the log");
        assertThat(log.readableEnd(ORDERS)).isPositive();
        log.close();
    }

    private static boolean isDone(CompletableFuture<Void> callback) {
        try {
            callback.join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }
}
