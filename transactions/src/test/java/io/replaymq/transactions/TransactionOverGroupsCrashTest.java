package io.replaymq.transactions;

import static io.replaymq.transactions.Clients.SMALL;
import static io.replaymq.transactions.Clients.TEXT;
import static io.replaymq.transactions.Clients.createTopic;
import static io.replaymq.transactions.Clients.join;
import static io.replaymq.transactions.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerRecord;
import io.replaymq.groups.api.ConsumerRecords;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.ResetPolicy;
import io.replaymq.groups.api.SharedConsumer;
import io.replaymq.groups.api.SharedRecord;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerRecord;
import io.replaymq.transactions.api.Transaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that reads from a consumer group and a shared group, writes, and does all of it in transactions, is killed again and again. */
@Timeout(120)
class TransactionOverGroupsCrashTest {
    private static final int COUNT = 400;
    private static final int KILLS = 4;
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @TempDir
    private Path directory;

    @Test
    void everyRecordOfBothKindsTakesEffectOnceHoweverOftenTheProcessIsKilled() throws Exception {
        prepare();

        for (int kill = 0; kill < KILLS; kill++) {
            runAndKill(3 + 4 * kill);
            assertAccountedFor();
        }
        run(directory, number -> {});

        assertAccountedFor();
        try (LogClient client = LogClient.open(directory, SMALL)) {
            List<String> all = new ArrayList<>();
            IntStream.range(0, COUNT).forEach(i -> all.addAll(List.of("order " + i, "part " + i)));
            assertThat(values(client.log(), "out", 0)).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    private void prepare() {
        try (LogClient client = LogClient.open(directory, SMALL)) {
            createTopic(client, "orders", 1);
            createTopic(client, "parts", 1);
            createTopic(client, "out", 1);
            join(client.sharedGroups()
                    .create(
                            new GroupSpec("packing", "parts", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest()),
                            GroupSettings.DEFAULTS));
            LogProducer<String, String> producer = client.producer(TEXT);
            List<CompletionStage<?>> sent = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                sent.add(producer.send(ProducerRecord.of("orders", "order " + i)));
                sent.add(producer.send(ProducerRecord.of("parts", "part " + i)));
            }
            sent.forEach(Clients::join);
        }
    }

    /** What is out, what the consumer group has committed and what the shared group has settled say the same. */
    private void assertAccountedFor() {
        try (LogClient client = LogClient.open(directory, SMALL)) {
            List<String> out = values(client.log(), "out", 0);
            long orders = out.stream().filter(each -> each.startsWith("order ")).count();
            long parts = out.stream().filter(each -> each.startsWith("part ")).count();

            assertThat(out).doesNotHaveDuplicates();
            assertThat(join(client.groups().committed("billing", List.of(ORDERS)))
                            .getOrDefault(ORDERS, CommittedOffset.of(0))
                            .offset())
                    .isEqualTo(orders);
            assertThat(join(client.sharedGroups().describe("packing")).backlog())
                    .isEqualTo(COUNT - parts);
        }
    }

    /** Runs the process until it has begun so many commits, and kills it there: somewhere in the last one. */
    private void runAndKill(int transactions) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Working.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int begun = 0;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                begun++;
                if (begun == transactions) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(begun).isGreaterThanOrEqualTo(transactions);
    }

    /** The process. */
    static final class Working {
        private Working() {}

        public static void main(String[] args) throws InterruptedException {
            run(Path.of(args[0]), System.out::println);
        }
    }

    /** Works off what is left; says the number of each transaction before it is committed. */
    private static void run(Path directory, LongConsumer begun) throws InterruptedException {
        ConsumerConfig config = ConsumerConfig.ofGroup("billing")
                .withInstanceId("one")
                .withReset(ResetPolicy.EARLIEST)
                .withAutoCommit(Duration.ZERO)
                .withMaxPoll(7, 1 << 20);
        try (LogClient client = LogClient.open(directory, SMALL);
                SharedConsumer<String, String> packing = client.sharedConsumer("packing", Codec.UTF_8, Codec.UTF_8);
                LogConsumer<String, String> billing = client.consumer(config, Codec.UTF_8, Codec.UTF_8)) {
            LogProducer<String, String> producer = client.producer(TEXT.named("worker"));
            billing.subscribe(Subscription.to("orders"));
            while (client.log().readableEnd(new TopicPartition("out", 0)) < 2 * COUNT) {
                ConsumerRecords<String, String> orders = billing.poll(Duration.ofMillis(50));
                List<SharedRecord<String, String>> parts = packing.poll(5, Duration.ofMillis(50));
                try (Transaction<String, String> transaction = producer.begin()) {
                    for (ConsumerRecord<String, String> each : orders) {
                        transaction.send(ProducerRecord.of("out", each.value()));
                    }
                    for (SharedRecord<String, String> each : parts) {
                        transaction.send(ProducerRecord.of("out", each.value()));
                    }
                    if (!orders.isEmpty()) {
                        transaction.commitOffsets("billing", billing.membership(), orders.nextOffsets());
                    }
                    transaction.acknowledge(packing.toAcknowledge(parts));
                    begun.accept(transaction.number());
                    transaction.commit();
                }
            }
        }
    }
}
