package io.replaymq.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.memorylog.InMemoryLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ProducerIdsTest {
    private static final Executor OWNER = Runnable::run;

    private final InMemoryLog log = new InMemoryLog(Runnable::run, InstantSource.system());

    @Test
    void handsOutAscendingIdsOfEpochZero() {
        ProducerIds ids = open(log);

        assertThat(allocate(ids, 3))
                .containsExactly(
                        new ProducerIdentity(0, (short) 0),
                        new ProducerIdentity(1, (short) 0),
                        new ProducerIdentity(2, (short) 0));
    }

    @Test
    void repeatsNoIdAcrossBlocksAndKills() {
        Set<ProducerIdentity> handedOut = new HashSet<>();
        InMemoryLog running = log;

        for (int life = 0; life < 5; life++) {
            int count = ProducerIds.BLOCK / 2 * (life + 1) + life;
            assertThat(allocate(open(running), count)).allMatch(handedOut::add);
            running = running.reopen();
        }
    }

    @Test
    void givesNoIdAwayBeforeItsBlockIsDurable() {
        Queue<Runnable> completions = new ArrayDeque<>();
        InMemoryLog slow = new InMemoryLog(completions::add, InstantSource.system());
        CompletionStage<ProducerIds> opening = ProducerIds.open(slow, OWNER, TimeSource.SYSTEM);
        runAll(completions);
        ProducerIds ids = join(opening);

        CompletableFuture<ProducerIdentity> first = ids.allocate().toCompletableFuture();

        assertThat(first).isNotDone();
        runAll(completions);
        assertThat(first).isCompletedWithValue(new ProducerIdentity(0, (short) 0));
    }

    @Test
    void reservesTheNextBlockBeforeThePresentOneIsUsedUp() {
        ProducerIds ids = open(log);
        allocate(ids, ProducerIds.BLOCK * 3 / 4);

        log.refuseAppends(new BackpressureException("full"));

        assertThat(allocate(ids, ProducerIds.BLOCK)).hasSize(ProducerIds.BLOCK);
    }

    @Test
    void failsWhoWaitsWhenTheLogRefusesAndGoesOnLater() {
        ProducerIds ids = open(log);
        log.refuseAppends(new BackpressureException("full"));

        CompletableFuture<ProducerIdentity> refused = ids.allocate().toCompletableFuture();
        log.refuseAppends(null);
        CompletableFuture<ProducerIdentity> later = ids.allocate().toCompletableFuture();

        assertThatThrownBy(refused::join).hasCauseInstanceOf(BackpressureException.class);
        assertThat(later).isCompletedWithValue(new ProducerIdentity(0, (short) 0));
    }

    @Test
    void refusesARecordOfAnUnknownVersion() {
        open(log);
        append(new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 1});

        assertThatThrownBy(() -> open(log)).hasCauseInstanceOf(UnsupportedFormatException.class);
    }

    @Test
    void refusesARecordOfAnotherLength() {
        open(log);
        append(new byte[] {1, 0, 0});

        assertThatThrownBy(() -> open(log)).hasCauseInstanceOf(CorruptLogException.class);
    }

    @Test
    void readsTheGoldenRecord() {
        open(log);
        append(new byte[] {1, 0, 0, 0, 0, 0, 0, 0x30, 0x39});

        assertThat(allocate(open(log), 1)).containsExactly(new ProducerIdentity(12_345, (short) 0));
    }

    private void append(byte[] value) {
        LogRecord record = new LogRecord(0, null, value, List.of());
        join(log.append(
                AppendSet.of(ProducerIds.PARTITION, RecordBatchBuilder.of(List.of(record))), Durability.DURABLE));
    }

    private static ProducerIds open(InMemoryLog log) {
        return join(ProducerIds.open(log, OWNER, TimeSource.SYSTEM));
    }

    private static List<ProducerIdentity> allocate(ProducerIds ids, int count) {
        List<ProducerIdentity> allocated = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            allocated.add(join(ids.allocate()));
        }
        return allocated;
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static void runAll(Queue<Runnable> tasks) {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }
}
