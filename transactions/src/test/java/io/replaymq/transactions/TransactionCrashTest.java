package io.replaymq.transactions;

import static io.replaymq.transactions.Clients.SMALL;
import static io.replaymq.transactions.Clients.TEXT;
import static io.replaymq.transactions.Clients.createTopic;
import static io.replaymq.transactions.Clients.join;
import static io.replaymq.transactions.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerRecord;
import io.replaymq.groups.api.ConsumerRecords;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.ResetPolicy;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerRecord;
import io.replaymq.transactions.api.Transaction;
import io.replaymq.transactions.api.TransactionOutcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process reads orders and writes invoices and their totals, each handful in a transaction with its offsets, and is killed with SIGKILL
 * while it commits, again and again. Each order has one invoice in the end, and what is said of each transaction is what the log has.
 */
class TransactionCrashTest {
    private static final int ORDERS = 3_000;
    private static final int PARTITIONS = 2;
    private static final int KILLS = 6;
    private static final String NAME = "invoicing";

    @TempDir
    Path directory;

    @Test
    void everyOrderIsInvoicedOnceAndEveryTransactionIsAccountedFor() throws IOException, InterruptedException {
        prepare();
        List<Long> begun = new ArrayList<>();

        for (int kill = 1; kill <= KILLS; kill++) {
            begun.addAll(runAndKill(10 + 7 * kill));
            assertAccountedFor(begun);
        }
        run(directory, begun::add);

        assertAccountedFor(begun);
        try (LogClient client = LogClient.open(directory, SMALL)) {
            List<String> invoices = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                List<String> those = orderNumbers(values(client.log(), "invoices", i));
                assertThat(those).isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
                invoices.addAll(those);
            }
            assertThat(invoices)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, ORDERS).mapToObj(String::valueOf).toList());
        }
    }

    private void prepare() {
        try (LogClient client = LogClient.open(directory, SMALL)) {
            createTopic(client, "orders", PARTITIONS);
            createTopic(client, "invoices", PARTITIONS);
            createTopic(client, "totals", 1);
            LogProducer<String, String> producer = client.producer(TEXT);
            List<CompletionStage<?>> sent = new ArrayList<>();
            for (int i = 0; i < ORDERS; i++) {
                sent.add(producer.send(ProducerRecord.<String, String>of("orders", String.valueOf(i))
                        .toPartition(i / 100 % PARTITIONS)));
            }
            sent.forEach(Clients::join);
        }
    }

    /** Each transaction is in both topics, or in none, as the log says; those that nobody has begun are nowhere. */
    private void assertAccountedFor(List<Long> begun) {
        try (LogClient client = LogClient.open(directory, SMALL)) {
            Map<Long, Integer> invoices = new HashMap<>();
            for (int i = 0; i < PARTITIONS; i++) {
                values(client.log(), "invoices", i)
                        .forEach(each -> invoices.merge(Long.valueOf(each.split(" ", 2)[0]), 1, Integer::sum));
            }
            Map<Long, Integer> totals = new HashMap<>();
            values(client.log(), "totals", 0)
                    .forEach(each ->
                            totals.put(Long.valueOf(each.split(" ", 2)[0]), Integer.valueOf(each.split(" ", 2)[1])));

            assertThat(totals).isEqualTo(invoices);
            assertThat(begun).containsAll(totals.keySet());
            LogProducer<String, String> producer = client.producer(TEXT.named(NAME));
            for (long each : begun) {
                assertThat(join(producer.outcome(each)))
                        .as("transaction %d", each)
                        .isEqualTo(
                                totals.containsKey(each)
                                        ? TransactionOutcome.COMMITTED
                                        : TransactionOutcome.ROLLED_BACK);
            }
        }
    }

    private static List<String> orderNumbers(List<String> invoices) {
        return invoices.stream().map(each -> each.split(" ", 2)[1]).toList();
    }

    /** Runs the process until it has said so many numbers, and kills it there: somewhere in the commit of the last one. */
    private List<Long> runAndKill(int transactions) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Invoicing.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Long> begun = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                begun.add(Long.valueOf(line));
                if (begun.size() == transactions) {
                    process.toHandle().destroyForcibly(); // what it had printed can still be read
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(begun).hasSizeGreaterThanOrEqualTo(transactions);
        return begun;
    }

    /** The process. */
    static final class Invoicing {
        private Invoicing() {}

        public static void main(String[] args) throws InterruptedException {
            run(Path.of(args[0]), System.out::println);
        }
    }

    /** Invoices what is left; says the number of each transaction before it is committed. */
    private static void run(Path directory, LongConsumer begun) throws InterruptedException {
        ConsumerConfig config = ConsumerConfig.ofGroup(NAME)
                .withInstanceId("one")
                .withReset(ResetPolicy.EARLIEST)
                .withAutoCommit(Duration.ZERO)
                .withMaxPoll(11, 1 << 20);
        try (LogClient client = LogClient.open(directory, SMALL);
                LogConsumer<String, String> consumer = client.consumer(config, Codec.UTF_8, Codec.UTF_8)) {
            LogProducer<String, String> producer = client.producer(TEXT.named(NAME));
            consumer.subscribe(Subscription.to("orders"));
            while (invoiced(client) < ORDERS) {
                ConsumerRecords<String, String> orders = consumer.poll(Duration.ofSeconds(10));
                if (orders.isEmpty()) {
                    continue;
                }
                try (Transaction<String, String> transaction = producer.begin()) {
                    for (ConsumerRecord<String, String> order : orders) {
                        String invoice = transaction.number() + " " + order.value();
                        transaction.send(ProducerRecord.<String, String>of("invoices", invoice)
                                .toPartition(order.partition().partition()));
                    }
                    transaction.send(ProducerRecord.of("totals", transaction.number() + " " + orders.count()));
                    transaction.commitOffsets(NAME, consumer.membership(), orders.nextOffsets());
                    begun.accept(transaction.number());
                    transaction.commit();
                }
            }
        }
    }

    private static long invoiced(LogClient client) {
        return IntStream.range(0, PARTITIONS)
                .mapToLong(i -> client.log().readableEnd(new TopicPartition("invoices", i)))
                .sum();
    }
}
