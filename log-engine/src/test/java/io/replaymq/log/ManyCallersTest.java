package io.replaymq.log;

import static io.replaymq.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Committed;
import io.replaymq.log.api.AppendOutcome.Refused;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig.StageLayout;
import io.replaymq.log.api.PartitionBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManyCallersTest {
    private static final int CALLERS = 8;
    private static final int EACH = 300;
    private static final List<Durability> LEVELS = List.of(Durability.values());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(StageLayout.class)
    void keepsTheOrderOfEachCallerOnBothPartitionsAlike(StageLayout layout) throws InterruptedException {
        try (EmbeddedLog log = EmbeddedLog.open(directory, small(layout))) {
            createOrders(log);
            Queue<CompletableFuture<AppendOutcome>> pending = new ConcurrentLinkedQueue<>();

            inParallel(caller -> {
                for (int i = 0; i < EACH; i++) {
                    String value = caller + ":" + i;
                    AppendSet both = new AppendSet(List.of(
                            new PartitionBatch(ORDERS, plain(value)), new PartitionBatch(ORDERS_1, plain(value))));
                    CompletableFuture<AppendOutcome> outcome = later(log, both, LEVELS.get(i % 3));
                    pending.add(outcome);
                    if (i % 40 == 0) {
                        outcome.join(); // lets the ring run empty now and then
                    }
                }
            });
            pending.forEach(each -> each.join().orThrow());
            later(log, AppendSet.of(ORDERS, plain("end")), Durability.DURABLE).join();

            List<String> first = values(log, ORDERS);
            assertThat(first).hasSize(CALLERS * EACH + 1);
            assertThat(values(log, ORDERS_1)).isEqualTo(first.subList(0, CALLERS * EACH));
            for (int caller = 0; caller < CALLERS; caller++) {
                String prefix = caller + ":";
                List<String> mine =
                        first.stream().filter(each -> each.startsWith(prefix)).toList();
                assertThat(mine).hasSize(EACH);
                for (int i = 0; i < EACH; i++) {
                    assertThat(mine.get(i)).isEqualTo(prefix + i);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(StageLayout.class)
    void answersEverythingWhileItIsClosed(StageLayout layout) throws InterruptedException {
        List<CompletableFuture<AppendOutcome>> all = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            Path data = directory.resolve("round-" + round);
            EmbeddedLog log = EmbeddedLog.open(data, small(layout));
            createOrders(log);
            Queue<CompletableFuture<AppendOutcome>> pending = new ConcurrentLinkedQueue<>();
            inParallel(caller -> {
                if (caller == 0) {
                    log.close();
                }
                for (int i = 0; i < EACH; i++) {
                    pending.add(later(log, AppendSet.of(ORDERS, plain("v")), Durability.DURABLE));
                }
            });

            List<AppendOutcome> outcomes = pending.stream()
                    .map(each -> each.orTimeout(10, TimeUnit.SECONDS).join())
                    .toList();

            assertThat(outcomes).allMatch(each -> each instanceof Committed || each instanceof Refused);
            long committed =
                    outcomes.stream().filter(Committed.class::isInstance).count();
            try (EmbeddedLog again = EmbeddedLog.open(data, small(layout))) {
                assertThat(values(again, ORDERS)).hasSize((int) committed);
            }
            all.addAll(pending);
        }
        assertThat(all).allMatch(CompletableFuture::isDone);
    }

    @ParameterizedTest
    @EnumSource(StageLayout.class)
    void showsWhoIsAnsweredWhatItAppended(StageLayout layout) throws InterruptedException {
        try (EmbeddedLog log = EmbeddedLog.open(directory, small(layout))) {
            createOrders(log);
            inParallel(caller -> {
                for (int i = 0; i < 50; i++) {
                    Committed committed =
                            append(log, ORDERS, plain("v"), Durability.WRITTEN).orThrow();
                    assertThat(log.readableEnd(ORDERS))
                            .isGreaterThan(committed.baseOffsets().get(0));
                }
            });
        }
    }

    private static void inParallel(IntConsumer work) throws InterruptedException {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int number = caller;
            Thread thread = new Thread(() -> work.accept(number), "caller-" + caller);
            thread.setUncaughtExceptionHandler((each, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        for (Thread each : threads) {
            each.join();
        }
        assertThat(failures).isEmpty();
    }
}
