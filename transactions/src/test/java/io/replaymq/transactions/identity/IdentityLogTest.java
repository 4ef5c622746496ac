package io.replaymq.transactions.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.memorylog.InMemoryLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import io.replaymq.transactions.api.TransactionOutcome;
import io.replaymq.transactions.identity.IdentityRecord.Claimed;
import io.replaymq.transactions.identity.IdentityRecord.Committed;
import io.replaymq.transactions.identity.IdentityRecord.Forgotten;
import io.replaymq.transactions.identity.IdentityRecord.NumberRun;
import io.replaymq.transactions.identity.IdentityRecord.Reserved;
import io.replaymq.transactions.identity.IdentityRecord.Standing;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdentityLogTest {
    private static final Executor OWNER = Runnable::run;
    private static final ProducerIdentity SEVEN = new ProducerIdentity(7, (short) 3);

    private final AtomicLong nowMs = new AtomicLong(1_000_000_000_000L);
    private final TimeSource time = new TimeSource() {
        @Override
        public long wallMs() {
            return nowMs.get();
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    };
    private int sequences;
    private InMemoryLog log = new InMemoryLog(Runnable::run, InstantSource.system());

    @Test
    void raisesTheEpochEachTimeANameIsTaken() {
        IdentityLog identities = open();

        Claim first = join(identities.claim("billing", 40));
        Claim second = join(identities.claim("billing", 41));

        assertThat(first).isEqualTo(new Claim("billing", new ProducerIdentity(40, (short) 0), 1, 1));
        assertThat(second).isEqualTo(new Claim("billing", new ProducerIdentity(40, (short) 1), 2, 1));
        assertThat(second.transactionNumber(5)).isGreaterThan(first.transactionNumber(Integer.MAX_VALUE));
    }

    @Test
    void fencesTheEarlierHolderInTheLogItself() {
        IdentityLog identities = open();
        Claim zombie = join(identities.claim("billing", 40));
        join(identities.claim("billing", 41));

        assertThatThrownBy(() -> commit(zombie, 0)).isInstanceOf(ProducerFencedException.class);
    }

    @Test
    void takesAnotherIdWhenTheEpochsAreUsedUp() {
        append(new Claimed("billing", new ProducerIdentity(40, (short) (Short.MAX_VALUE - 1)), 900, 0));
        IdentityLog identities = open();

        Claim next = join(identities.claim("billing", 55));

        assertThat(next).isEqualTo(new Claim("billing", new ProducerIdentity(55, (short) 0), 901, 0));
        assertThatThrownBy(() -> log.append(
                                AppendSet.of(
                                        IdentityLog.PARTITION,
                                        new RecordBatchBuilder(64)
                                                .producer(40, (short) (Short.MAX_VALUE - 1), 0)
                                                .append(0, RecordContent.of(null, null, List.of()))
                                                .build()),
                                Durability.DURABLE)
                        .toCompletableFuture()
                        .join()
                        .orThrow())
                .isInstanceOf(ProducerFencedException.class);
        commit(next, 0);
    }

    @Test
    void twoThatWorkOnOneLogNeverGiveOutTheSame() {
        IdentityLog one = open();
        IdentityLog other = open();

        assertThat(List.of(join(one.reserve()), join(other.reserve()), join(one.reserve()), join(other.reserve())))
                .containsExactly(0L, 1_000L, 2_000L, 3_000L);
        assertThat(join(one.claim("billing", 1)).incarnation()).isEqualTo(1);
        assertThat(join(other.claim("billing", 2)).incarnation()).isEqualTo(2);
    }

    @Test
    void knowsWhatWasCommittedAfterARestart() {
        IdentityLog identities = open();
        Claim claim = join(identities.claim("billing", 40));
        commit(claim, 0);
        commit(claim, 1);
        commit(claim, 3);

        log = log.reopen();
        IdentityLog reopened = open();

        assertThat(outcome(reopened, claim, 0)).isEqualTo(TransactionOutcome.COMMITTED);
        assertThat(outcome(reopened, claim, 1)).isEqualTo(TransactionOutcome.COMMITTED);
        assertThat(outcome(reopened, claim, 2)).isEqualTo(TransactionOutcome.ROLLED_BACK);
        assertThat(outcome(reopened, claim, 3)).isEqualTo(TransactionOutcome.COMMITTED);
        assertThat(outcome(reopened, claim, 4)).isEqualTo(TransactionOutcome.ROLLED_BACK);
        assertThat(join(reopened.outcome("nobody", 4))).isEqualTo(TransactionOutcome.FORGOTTEN);
    }

    @Test
    void forgetsTheOldestRunsOnly() {
        CommittedNumbers numbers = new CommittedNumbers();
        for (long i = 0; i < 2L * CommittedNumbers.REMEMBERED_RUNS; i++) {
            numbers.add(2 * i, 2 * i);
        }

        assertThat(numbers.runs()).hasSize(CommittedNumbers.REMEMBERED_RUNS);
        assertThat(numbers.forgottenBelow()).isEqualTo(2L * CommittedNumbers.REMEMBERED_RUNS - 1);
        assertThat(numbers.contains(numbers.forgottenBelow() + 1)).isTrue();
    }

    @SeededTest(runs = 200)
    void putsRunsTogetherInWhateverOrderTheyCome(Seed seed) {
        CommittedNumbers numbers = new CommittedNumbers();
        BitSet expected = new BitSet();
        for (int i = 0; i < 60; i++) {
            int first = seed.nextInt(200);
            int last = first + seed.nextInt(5);
            numbers.add(first, last);
            expected.set(first, last + 1);
        }

        for (int i = 0; i < 210; i++) {
            assertThat(numbers.contains(i)).as("%d", i).isEqualTo(expected.get(i));
        }
        List<NumberRun> runs = numbers.runs();
        for (int i = 1; i < runs.size(); i++) {
            assertThat(runs.get(i).first()).isGreaterThan(runs.get(i - 1).last() + 1);
        }
    }

    @Test
    void writesEverythingAnewAndTrimsBeforeTheTopicGrows() {
        IdentityLog identities = open();
        Claim claim = join(identities.claim("billing", 40));
        long commits = 1_000;
        for (int i = 0; i < commits; i++) {
            commit(claim, i);
        }

        assertThat(log.startOffset(IdentityLog.PARTITION)).isGreaterThan(commits / 2);
        log = log.reopen();
        IdentityLog reopened = open();
        assertThat(outcome(reopened, claim, 0)).isEqualTo(TransactionOutcome.COMMITTED);
        assertThat(outcome(reopened, claim, 999)).isEqualTo(TransactionOutcome.COMMITTED);
        assertThat(outcome(reopened, claim, 1_000)).isEqualTo(TransactionOutcome.ROLLED_BACK);
        assertThat(join(reopened.claim("billing", 41)).identity()).isEqualTo(new ProducerIdentity(40, (short) 1));
    }

    @Test
    void forgetsANameThatNobodyHasUsedForLong() {
        IdentityLog identities = open();
        join(identities.claim("old", 40));
        nowMs.addAndGet(IdentityLog.UNUSED_NAMES_KEPT.plus(Duration.ofDays(1)).toMillis());
        Claim claim = join(identities.claim("new", 41));

        for (int i = 0; i < 1_000; i++) {
            commit(claim, i);
        }

        assertThat(join(identities.outcome("old", 0))).isEqualTo(TransactionOutcome.FORGOTTEN);
        assertThat(join(identities.claim("old", 42)).identity()).isEqualTo(new ProducerIdentity(42, (short) 0));
    }

    @Test
    void failsAClaimThatTheLogHasNoRoomFor() {
        IdentityLog identities = open();
        log.refuseAppends(new BackpressureException("full"));

        assertThatThrownBy(() -> join(identities.claim("billing", 40))).hasCauseInstanceOf(BackpressureException.class);
    }

    @Test
    void readsAndWritesTheGoldenRecords() {
        assertGolden(null, "010000000000003039", new Reserved(12_345));
        assertGolden(
                "größe",
                "010100000000000000070003" + "00000009" + "000000e8d4a51000",
                new Claimed("größe", SEVEN, 9, 1_000_000_000_000L));
        assertGolden(
                "a",
                "0102" + "0000000900000004" + "000000e8d4a51000",
                new Committed("a", (9L << 32) + 4, 1_000_000_000_000L));
        assertGolden(
                "a",
                "010300000000000000070003" + "00000009" + "000000e8d4a51000" + "0000000000000005" + "00000001"
                        + "0000000000000006" + "0000000000000008",
                new Standing("a", SEVEN, 9, 1_000_000_000_000L, 5, List.of(new NumberRun(6, 8))));
        assertGolden("a", "0104" + "00000009", new Forgotten("a", 9));
    }

    @Test
    void refusesWhatIsNoneOfThem() {
        assertThatThrownBy(() -> decode("a", "02")).isInstanceOf(UnsupportedFormatException.class);
        assertThatThrownBy(() -> decode("a", "0109")).isInstanceOf(UnsupportedFormatException.class);
        assertThatThrownBy(() -> decode(null, "")).isInstanceOf(CorruptLogException.class);
        assertThatThrownBy(() -> decode(null, "01ffffffffffffffff")).isInstanceOf(CorruptLogException.class);
        assertThatThrownBy(() -> decode("a", "01040000000900")).isInstanceOf(CorruptLogException.class);
        assertThatThrownBy(() -> decode("a", "01020000")).isInstanceOf(CorruptLogException.class);
        assertThatThrownBy(() -> decode(
                        "a",
                        "010300000000000000070003" + "00000009" + "000000e8d4a51000" + "0000000000000005" + "7fffffff"))
                .isInstanceOf(CorruptLogException.class);
    }

    private static void assertGolden(String name, String hex, IdentityRecord record) {
        assertThat(decode(name, hex)).isEqualTo(record);
        assertThat(IdentityCodec.encode(record)).isEqualTo(content(name, hex));
    }

    private static IdentityRecord decode(String name, String hex) {
        return IdentityCodec.decode(new StoredRecord(5, 0, content(name, hex)), "a partition");
    }

    private static RecordContent content(String name, String hex) {
        byte[] key = name == null ? null : name.getBytes(UTF_8);
        return RecordContent.of(key, HexFormat.of().parseHex(hex), List.of());
    }

    private IdentityLog open() {
        return join(IdentityLog.open(log, OWNER, time, 20_000));
    }

    private void append(IdentityRecord record) {
        open().close();
        LogRecord plain = new LogRecord(
                0,
                bytes(IdentityCodec.encode(record).key()),
                bytes(IdentityCodec.encode(record).value()),
                List.of());
        join(log.append(AppendSet.of(IdentityLog.PARTITION, RecordBatchBuilder.of(List.of(plain))), Durability.DURABLE))
                .orThrow();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private void commit(Claim claim, int n) {
        join(log.append(
                        new AppendSet(List.of(IdentityLog.committed(
                                claim, claim.transactionNumber(n), claim.firstSequence() + sequences++, nowMs.get()))),
                        Durability.DURABLE))
                .orThrow();
    }

    private static TransactionOutcome outcome(IdentityLog identities, Claim claim, int n) {
        return join(identities.outcome(claim.name(), claim.transactionNumber(n)));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
