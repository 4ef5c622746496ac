package io.replaymq.transactions;

import static io.replaymq.transactions.Clients.SMALL;
import static io.replaymq.transactions.Clients.TEXT;
import static io.replaymq.transactions.Clients.createTopic;
import static io.replaymq.transactions.Clients.join;
import static io.replaymq.transactions.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.GroupMembership;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.BatchTooLargeException;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.Compression;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerClosedException;
import io.replaymq.transactions.api.ProducerRecord;
import io.replaymq.transactions.api.Transaction;
import io.replaymq.transactions.api.TransactionConfig;
import io.replaymq.transactions.api.TransactionOutcome;
import io.replaymq.transactions.api.TransactionTimedOutException;
import io.replaymq.transactions.api.TransactionTooLargeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions over a real log. */
class TransactionTest {
    private static final TopicPartition IN = new TopicPartition("in", 0);
    private static final TransactionConfig SMALL_MEMORY =
            new TransactionConfig(Duration.ofMinutes(5), 64 << 10, 32 << 20);

    @TempDir
    Path root;

    private final AtomicLong nanos = new AtomicLong();
    private final TimeSource time = new TimeSource() {
        @Override
        public long wallMs() {
            return SYSTEM.wallMs();
        }

        @Override
        public long nanoTime() {
            return SYSTEM.nanoTime() + nanos.get();
        }
    };
    private EmbeddedLog log;
    private LogClient client;

    @BeforeEach
    void open() {
        open(SMALL);
        createTopic(client, "in", 1);
        createTopic(client, "a", 2);
        createTopic(client, "b", 1);
    }

    private void open(LogConfig config) {
        log = EmbeddedLog.open(root, config);
        client = LogClient.over(log, time, ConsumerGroupsConfig.DEFAULTS);
    }

    @AfterEach
    void close() {
        client.close();
        log.close();
    }

    @Test
    void showsNothingBeforeTheCommitAndEverythingAfter() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        Transaction<String, String> transaction = producer.begin();
        transaction.send(ProducerRecord.<String, String>of("a", "1").toPartition(0));
        transaction.send(ProducerRecord.<String, String>of("a", "2").toPartition(1));
        transaction.send(ProducerRecord.of("b", "3"));
        transaction.commitOffsets("g", null, Map.of(IN, CommittedOffset.of(7)));
        assertThat(join(producer.outcome(transaction.number()))).isEqualTo(TransactionOutcome.OPEN);
        assertThat(all()).isEmpty();
        assertThat(committed("g")).isEmpty();

        transaction.commit();

        assertThat(all()).containsExactly("1", "2", "3");
        assertThat(committed("g")).containsEntry(IN, CommittedOffset.of(7));
        assertThat(join(producer.outcome(transaction.number()))).isEqualTo(TransactionOutcome.COMMITTED);
        transaction.commit();
        transaction.close();
        assertThat(all()).hasSize(3);
    }

    @Test
    void leavesNothingOfWhatIsAborted() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        long number;
        try (Transaction<String, String> transaction = producer.begin()) {
            number = transaction.number();
            transaction.send(ProducerRecord.of("b", "never"));
            transaction.commitOffsets("g", null, Map.of(IN, CommittedOffset.of(7)));
        }

        assertThat(all()).isEmpty();
        assertThat(committed("g")).isEmpty();
        assertThat(join(producer.outcome(number))).isEqualTo(TransactionOutcome.ROLLED_BACK);
        commitOne(producer, "next");
        assertThat(all()).containsExactly("next");
    }

    @Test
    void keepsPlainSendsOfTheSameProducerApart() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        Transaction<String, String> transaction = producer.begin();
        transaction.send(ProducerRecord.of("b", "in the transaction"));
        producer.sendAndWait(ProducerRecord.of("b", "plain"));

        transaction.commit();
        producer.sendAndWait(ProducerRecord.of("b", "plain again"));

        assertThat(all()).containsExactly("plain", "in the transaction", "plain again");
    }

    @Test
    void fencesTheOpenTransactionOfAZombie() throws InterruptedException {
        LogProducer<String, String> zombie = client.producer(TEXT.named("t"));
        Transaction<String, String> open = zombie.begin();
        open.send(ProducerRecord.of("b", "zombie"));
        open.commitOffsets("g", null, Map.of(IN, CommittedOffset.of(7)));

        LogProducer<String, String> successor = client.producer(TEXT.named("t"));

        assertThatThrownBy(open::commit).isInstanceOf(ProducerFencedException.class);
        assertThatThrownBy(open::commit).isInstanceOf(ProducerFencedException.class);
        assertThat(join(successor.outcome(open.number()))).isEqualTo(TransactionOutcome.ROLLED_BACK);
        assertThat(committed("g")).isEmpty();
        commitOne(successor, "mine");
        assertThat(all()).containsExactly("mine");
    }

    @Test
    void doesNotCommitForAMemberThatIsFenced() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        try (LogConsumer<String, String> consumer =
                client.consumer(ConsumerConfig.ofGroup("g"), Codec.UTF_8, Codec.UTF_8)) {
            consumer.subscribe(Subscription.to("in"));
            while (consumer.assignment().isEmpty()) {
                consumer.poll(Duration.ofMillis(10));
            }
            GroupMembership membership = consumer.membership();
            Transaction<String, String> first = producer.begin();
            first.send(ProducerRecord.of("b", "of a member"));
            first.commitOffsets("g", membership, Map.of(IN, CommittedOffset.of(1)));
            first.commit();
            Transaction<String, String> late = producer.begin();
            late.send(ProducerRecord.of("b", "of nobody"));
            late.commitOffsets(
                    "g",
                    new GroupMembership(membership.memberId() + "?", membership.generation()),
                    Map.of(IN, CommittedOffset.of(2)));

            assertThatThrownBy(late::commit).isInstanceOf(MemberFencedException.class);

            assertThat(join(producer.outcome(late.number()))).isEqualTo(TransactionOutcome.ROLLED_BACK);
            commitOne(producer, "goes on");
            assertThat(all()).containsExactly("of a member", "goes on");
            assertThat(committed("g")).containsEntry(IN, CommittedOffset.of(1));
        }
    }

    @Test
    void rollsBackWhatIsOpenForTooLong() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        Transaction<String, String> slow =
                producer.begin(TransactionConfig.DEFAULTS.withTimeout(Duration.ofMinutes(10)));
        slow.send(ProducerRecord.of("b", "slow"));

        nanos.addAndGet(Duration.ofMinutes(11).toNanos());

        assertThatThrownBy(slow::commit)
                .isInstanceOf(TransactionTimedOutException.class)
                .hasMessageContaining("PT10M");
        assertThatThrownBy(() -> slow.send(ProducerRecord.of("b", "more")))
                .isInstanceOf(TransactionTimedOutException.class);
        commitOne(producer, "next");
        assertThat(all()).containsExactly("next");
    }

    @Test
    void takesBackTheSpaceOfATransactionThatNobodyEnds() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        Transaction<String, String> forgotten = producer.begin(SMALL_MEMORY.withTimeout(Duration.ofMinutes(10)));
        fill(forgotten, 200);
        TopicPartition spill = new TopicPartition("__spill", 0);
        await().until(() -> log.readableEnd(spill) > 0);

        nanos.addAndGet(Duration.ofMinutes(11).toNanos());

        await().until(() -> log.startOffset(spill) == log.readableEnd(spill));
        assertThat(producer.begin().number()).isGreaterThan(forgotten.number());
    }

    @Test
    void putsAsideWhatDoesNotFitIntoMemoryAndCommitsItWhole() throws InterruptedException {
        for (Compression compression : List.of(Compression.NONE, Compression.LZ4)) {
            LogProducer<String, String> producer =
                    client.producer(TEXT.named("t").withCompression(compression));
            Transaction<String, String> large = producer.begin(SMALL_MEMORY);
            long before = log.readableEnd(new TopicPartition("b", 0));
            List<String> sent = fill(large, 1_000);
            assertThat(log.readableEnd(new TopicPartition("b", 0))).isEqualTo(before);

            large.commit();

            List<String> there = values(log, "b", 0);
            assertThat(there.subList((int) before, there.size())).isEqualTo(sent);
            TopicPartition spill = new TopicPartition("__spill", 0);
            await().until(() -> log.startOffset(spill) == log.readableEnd(spill));
            producer.close();
        }
    }

    @Test
    void emptiesWhatAnEarlierProcessHasPutAside() throws InterruptedException {
        Transaction<String, String> open =
                client.<String, String>producer(TEXT.named("t")).begin(SMALL_MEMORY);
        fill(open, 500);
        client.close();
        log.close();

        open(SMALL);

        TopicPartition spill = new TopicPartition("__spill", 0);
        await().until(() -> log.startOffset(spill) == log.readableEnd(spill) && log.startOffset(spill) > 0);
        assertThat(all()).isEmpty();
    }

    @Test
    void refusesMoreThanATransactionMayHave() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        Transaction<String, String> large =
                producer.begin(new TransactionConfig(Duration.ofMinutes(5), 64 << 10, 100 << 10));

        assertThatThrownBy(() -> fill(large, 1_000))
                .isInstanceOf(TransactionTooLargeException.class)
                .hasMessageContaining("maxBytes");

        assertThatThrownBy(large::commit).isInstanceOf(TransactionTooLargeException.class);
        commitOne(producer, "next");
        assertThat(all()).containsExactly("next");
    }

    @Test
    void refusesMoreThanTheLogTakesInOneSet() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        Transaction<String, String> large = producer.begin();
        fill(large, 3_000);

        assertThatThrownBy(large::commit).isInstanceOf(BatchTooLargeException.class);

        commitOne(producer, "next");
        assertThat(all()).containsExactly("next");
    }

    @Test
    void refusesWhatIsNoSend() throws InterruptedException {
        LogProducer<String, String> nameless = client.producer(TEXT);
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        Transaction<String, String> transaction = producer.begin();

        assertThatThrownBy(nameless::begin).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(producer::begin)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has not ended");
        assertThatThrownBy(() -> transaction.send(ProducerRecord.of("nowhere", "v")))
                .isInstanceOf(UnknownTopicException.class);
        transaction.send(ProducerRecord.of("b", "still open"));
        transaction.commit();
        assertThatThrownBy(() -> transaction.send(ProducerRecord.of("b", "late")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(all()).containsExactly("still open");
    }

    @Test
    void anInterruptedCommitIsCarriedOutAndCanBeAskedFor() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        Transaction<String, String> transaction = producer.begin();
        transaction.send(ProducerRecord.of("b", "there"));

        Thread.currentThread().interrupt();
        try {
            transaction.commit();
        } catch (InterruptedException e) {
            assertThat(e).isNotNull(); // unless the commit was faster than the look at the flag
        }

        boolean stillInterrupted = Thread.interrupted();
        assertThat(join(producer.outcome(transaction.number())))
                .as("interrupted: %s", stillInterrupted)
                .isEqualTo(TransactionOutcome.COMMITTED);
        transaction.commit();
        commitOne(producer, "next");
        assertThat(all()).containsExactly("there", "next");
    }

    @Test
    void closingTheProducerAbortsWhatIsOpen() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        Transaction<String, String> open = producer.begin();
        open.send(ProducerRecord.of("b", "never"));

        producer.close();

        assertThatThrownBy(open::commit).isInstanceOf(ProducerClosedException.class);
        assertThatThrownBy(producer::begin).isInstanceOf(ProducerClosedException.class);
        assertThat(all()).isEmpty();
    }

    @Test
    void remembersTheOutcomeAfterARestart() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        Transaction<String, String> committed = producer.begin();
        committed.send(ProducerRecord.of("b", "there"));
        committed.commit();
        Transaction<String, String> open = producer.begin();
        open.send(ProducerRecord.of("b", "not there"));
        client.close();
        log.close();

        open(SMALL);
        LogProducer<String, String> successor = client.producer(TEXT.named("t"));

        assertThat(join(successor.outcome(committed.number()))).isEqualTo(TransactionOutcome.COMMITTED);
        assertThat(join(successor.outcome(open.number()))).isEqualTo(TransactionOutcome.ROLLED_BACK);
        assertThat(successor.begin().number()).isGreaterThan(open.number());
    }

    @Test
    void commitsAsOneSetThatNamesItsProducerOnce() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        commitOne(producer, "one");

        RecordBatch sent = join(log.fetch(new TopicPartition("b", 0), 0, 1 << 20))
                .batches()
                .get(0);
        List<RecordBatch> identities = join(log.fetch(new TopicPartition("__producers", 0), 0, 1 << 20))
                .batches();
        assertThat(sent.hasProducer()).isFalse();
        assertThat(identities.get(identities.size() - 1).hasProducer()).isTrue();
        assertThat(identities.get(identities.size() - 1).baseSequence()).isEqualTo(1);
    }

    private static void commitOne(LogProducer<String, String> producer, String value) throws InterruptedException {
        try (Transaction<String, String> transaction = producer.begin()) {
            transaction.send(ProducerRecord.of("b", value));
            transaction.commit();
        }
    }

    /** Sends records of about 1 KiB. */
    private static List<String> fill(Transaction<String, String> transaction, int count) throws InterruptedException {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String value = i + "x".repeat(1_000);
            transaction.send(ProducerRecord.of("b", value));
            sent.add(value);
        }
        return sent;
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(values(log, "a", 0));
        all.addAll(values(log, "a", 1));
        all.addAll(values(log, "b", 0));
        return all;
    }

    private Map<TopicPartition, CommittedOffset> committed(String group) throws InterruptedException {
        try (LogConsumer<String, String> consumer =
                client.consumer(ConsumerConfig.ofGroup(group), Codec.UTF_8, Codec.UTF_8)) {
            return consumer.committed(List.of(IN));
        }
    }
}
