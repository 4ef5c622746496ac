package io.replaymq.transactions;

import static io.replaymq.transactions.Clients.SMALL;
import static io.replaymq.transactions.Clients.TEXT;
import static io.replaymq.transactions.Clients.createTopic;
import static io.replaymq.transactions.Clients.join;
import static io.replaymq.transactions.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupMembership;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.NotHeldException;
import io.replaymq.groups.api.SharedConsumer;
import io.replaymq.groups.api.SharedRecord;
import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerRecord;
import io.replaymq.transactions.api.Transaction;
import io.replaymq.transactions.api.TransactionOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sends, offsets of consumer groups and acknowledgements of shared groups in one transaction. */
@Timeout(60)
class TransactionOverGroupsTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final TopicPartition PARTS = new TopicPartition("parts", 0);

    @TempDir
    private Path directory;

    private LogClient client;
    private LogProducer<String, String> producer;
    private SharedConsumer<String, String> consumer;

    @BeforeEach
    void open() throws InterruptedException {
        client = LogClient.open(directory, SMALL);
        createTopic(client, "orders", 1);
        createTopic(client, "parts", 1);
        createTopic(client, "out", 1);
        join(client.sharedGroups()
                .create(
                        new GroupSpec("packing", "parts", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest()),
                        GroupSettings.DEFAULTS));
        use();
        for (String each : List.of("p0", "p1", "p2")) {
            producer.sendAndWait(ProducerRecord.of("parts", each));
        }
    }

    private void use() {
        producer = client.producer(TEXT.named("t"));
        consumer = client.sharedConsumer("packing", Codec.UTF_8, Codec.UTF_8);
    }

    private void reopen() {
        client.close();
        client = LogClient.open(directory, SMALL);
        use();
    }

    @AfterEach
    void close() {
        client.close();
    }

    /** Takes so many messages. */
    private List<SharedRecord<String, String>> take(int count) throws InterruptedException {
        List<SharedRecord<String, String>> taken = consumer.poll(count, LONG);
        assertThat(taken).hasSize(count);
        return taken;
    }

    private Transaction<String, String> transaction(List<SharedRecord<String, String>> parts, long offset)
            throws InterruptedException {
        Transaction<String, String> transaction = producer.begin();
        transaction.send(ProducerRecord.of("out", "made of " + parts.size()));
        transaction.acknowledge(consumer.toAcknowledge(parts));
        transaction.commitOffsets("billing", null, Map.of(ORDERS, CommittedOffset.of(offset)));
        return transaction;
    }

    private void assertState(List<String> out, Long committed, long backlog) {
        assertThat(values(client.log(), "out", 0)).isEqualTo(out);
        Map<TopicPartition, CommittedOffset> offsets = join(client.groups().committed("billing", List.of(ORDERS)));
        assertThat(offsets).isEqualTo(committed == null ? Map.of() : Map.of(ORDERS, CommittedOffset.of(committed)));
        assertThat(join(client.sharedGroups().describe("packing")).backlog()).isEqualTo(backlog);
    }

    @Test
    void takesEffectAsAWholeAndStaysSoAfterARestart() throws InterruptedException {
        producer.sendAndWait(ProducerRecord.of("orders", "o0"));
        Transaction<String, String> transaction = transaction(take(2), 1);
        assertState(List.of(), null, 3);

        transaction.commit();

        assertState(List.of("made of 2"), 1L, 1);
        assertThat(take(1)).extracting(SharedRecord::value).containsExactly("p2");
        reopen();
        assertState(List.of("made of 2"), 1L, 1);
        assertThat(take(1)).extracting(SharedRecord::value).containsExactly("p2");
    }

    @Test
    void keepsTheMessagesOfWhatIsRolledBack() throws InterruptedException {
        List<SharedRecord<String, String>> parts = take(2);
        transaction(parts, 0).abort();
        assertState(List.of(), null, 3);

        transaction(parts, 0).commit();
        assertState(List.of("made of 2"), 0L, 1);
    }

    @Test
    void refusesAllOfItWhenAMessageIsNotHeld() throws InterruptedException {
        List<SharedRecord<String, String>> parts = take(2);
        join(consumer.acknowledge(parts.get(1)));
        Transaction<String, String> transaction = transaction(parts, 0);

        assertThatThrownBy(transaction::commit).isInstanceOf(NotHeldException.class);

        assertState(List.of(), null, 2);
        assertThat(join(producer.outcome(transaction.number()))).isEqualTo(TransactionOutcome.ROLLED_BACK);
        transaction(parts.subList(0, 1), 0).commit();
        assertState(List.of("made of 1"), 0L, 1);
    }

    @Test
    void refusesAllOfItForAMemberThatHasGone() throws InterruptedException {
        Transaction<String, String> transaction = transaction(take(2), 0);
        consumer.close();
        consumer = client.sharedConsumer("packing", Codec.UTF_8, Codec.UTF_8);
        assertThat(take(3)).hasSize(3);

        assertThatThrownBy(transaction::commit).isInstanceOf(MemberFencedException.class);

        assertState(List.of(), null, 3);
    }

    @Test
    void refusesAllOfItForAMemberOfAConsumerGroupThatIsNone() throws InterruptedException {
        List<SharedRecord<String, String>> parts = take(2);
        Transaction<String, String> transaction = transaction(parts, 0);
        transaction.commitOffsets("billing", new GroupMembership("nobody", 1), Map.of(ORDERS, CommittedOffset.of(0)));

        assertThatThrownBy(transaction::commit).isInstanceOf(MemberFencedException.class);

        assertState(List.of(), null, 3);
        transaction(parts, 0).commit(); // they are held as before
        assertState(List.of("made of 2"), 0L, 1);
    }

    @Test
    void refusesAllOfItForAProducerThatIsFenced() throws InterruptedException {
        List<SharedRecord<String, String>> parts = take(2);
        Transaction<String, String> transaction = transaction(parts, 0);
        producer = client.producer(TEXT.named("t"));

        assertThatThrownBy(transaction::commit).isInstanceOf(ProducerFencedException.class);

        assertState(List.of(), null, 3);
        transaction(parts, 0).commit();
        assertState(List.of("made of 2"), 0L, 1);
    }

    @Test
    void refusesMessagesOfAnotherLog(@TempDir Path elsewhere) throws InterruptedException {
        List<SharedRecord<String, String>> parts = take(2);
        try (LogClient other = LogClient.open(elsewhere, SMALL)) {
            createTopic(other, "out", 1);
            Transaction<String, String> foreign =
                    other.<String, String>producer(TEXT.named("t")).begin();
            foreign.send(ProducerRecord.of("out", "foreign"));
            foreign.acknowledge(consumer.toAcknowledge(parts));

            assertThatThrownBy(foreign::commit)
                    .isInstanceOf(MemberFencedException.class)
                    .hasMessageContaining("this log");

            assertThat(values(other.log(), "out", 0)).isEmpty();
        }
        transaction(parts, 0).commit();
        assertState(List.of("made of 2"), 0L, 1);
    }

    @Test
    void commitsAcknowledgementsAlone() throws InterruptedException {
        Transaction<String, String> transaction = producer.begin();
        transaction.acknowledge(consumer.toAcknowledge(take(3)));

        transaction.commit();

        assertState(List.of(), null, 0);
        assertThat(client.log().startOffset(PARTS)).isZero();
    }
}
