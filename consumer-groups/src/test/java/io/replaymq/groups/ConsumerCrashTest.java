package io.replaymq.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerRecords;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.OffsetCommit;
import io.replaymq.groups.api.ResetPolicy;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.TopicPartition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that reads orders as a static member, and writes an invoice for each together with the offset it has reached, is killed again
 * and again. In the end there is one invoice for each order, in order.
 */
final class ConsumerCrashTest {
    private static final int ORDERS = 4_000;
    private static final int PARTITIONS = 3;
    private static final int KILLS = 4;

    @TempDir
    private Path directory;

    @Test
    void everyOrderIsInvoicedOnceHoweverOftenTheProcessIsKilled() throws IOException, InterruptedException {
        try (LogConsumersFixture fixture = new LogConsumersFixture(directory)) {
            fixture.topic("orders", PARTITIONS);
            fixture.topic("invoices", PARTITIONS);
            for (int i = 0; i < ORDERS; i += 20) {
                String[] some =
                        IntStream.range(i, i + 20).mapToObj(n -> "order " + n).toArray(String[]::new);
                fixture.send(new TopicPartition("orders", i / 20 % PARTITIONS), some);
            }
        }

        int confirmed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            confirmed += runAndKill(200 + 150 * kill);
        }

        try (LogConsumersFixture fixture = new LogConsumersFixture(directory)) {
            long reached = 0;
            for (int i = 0; i < PARTITIONS; i++) {
                TopicPartition invoices = new TopicPartition("invoices", i);
                long offset = committed(fixture, i);
                assertThat(offset).isEqualTo(fixture.log.readableEnd(invoices));
                reached += offset;
            }
            assertThat(reached).isGreaterThanOrEqualTo(confirmed);
        }
        run(directory, ORDERS, count -> {});
        assertThat(invoices())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, ORDERS)
                        .mapToObj(n -> "invoice for order " + n)
                        .toList());
    }

    private long committed(LogConsumersFixture fixture, int partition) throws InterruptedException {
        TopicPartition orders = new TopicPartition("orders", partition);
        try (LogConsumer<String, String> consumer = fixture.consumer()) {
            CommittedOffset committed = consumer.committed(List.of(orders)).get(orders);
            return committed == null ? 0 : committed.offset();
        }
    }

    private List<String> invoices() throws InterruptedException {
        List<String> invoices = new ArrayList<>();
        try (LogConsumersFixture fixture = new LogConsumersFixture(directory);
                LogConsumer<String, String> reader =
                        fixture.consumer(ConsumerConfig.DEFAULTS.withReset(ResetPolicy.EARLIEST))) {
            reader.assign(IntStream.range(0, PARTITIONS)
                    .mapToObj(i -> new TopicPartition("invoices", i))
                    .toList());
            for (int i = 0; i < PARTITIONS; i++) {
                long end = fixture.log.readableEnd(new TopicPartition("invoices", i));
                while (reader.position(new TopicPartition("invoices", i)) < end) {
                    LogConsumersFixture.values(reader.poll(LogConsumersFixture.LONG), invoices);
                }
            }
        }
        return invoices;
    }

    /** Starts the process and kills it when it has said so often that something was committed. Answers how many invoices it confirmed. */
    private int runAndKill(int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Invoicing.class.getName(),
                        directory.toString(),
                        Integer.toString(ORDERS))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int confirmed = 0;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                confirmed += Integer.parseInt(line);
                if (confirmed >= lines) {
                    process.toHandle().destroyForcibly(); // SIGKILL; what it had printed can still be read
                }
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        return confirmed;
    }

    /** The process. */
    static final class Invoicing {
        private Invoicing() {}

        public static void main(String[] args) throws InterruptedException {
            run(Path.of(args[0]), Integer.parseInt(args[1]), System.out::println);
        }
    }

    private static void run(Path directory, int orders, IntConsumer confirmed) throws InterruptedException {
        try (LogConsumersFixture fixture = new LogConsumersFixture(directory);
                LogConsumer<String, String> consumer = fixture.consumer(LogConsumersFixture.config()
                        .withInstanceId("invoicing")
                        .withAutoCommit(Duration.ZERO)
                        .withMaxPoll(7, 1 << 20))) {
            consumer.subscribe(Subscription.to("orders"));
            while (done(fixture) < orders) {
                ConsumerRecords<String, String> records = consumer.poll(LogConsumersFixture.LONG);
                for (TopicPartition each : records.partitions()) {
                    String[] invoices = records.records(each).stream()
                            .map(order -> "invoice for " + order.value())
                            .toArray(String[]::new);
                    fixture.sendAndCommit(
                            new TopicPartition("invoices", each.partition()),
                            new OffsetCommit(
                                    LogConsumersFixture.GROUP,
                                    consumer.membership(),
                                    Map.of(each, records.nextOffsets().get(each))),
                            invoices);
                    confirmed.accept(invoices.length);
                }
            }
        }
    }

    private static long done(LogConsumersFixture fixture) {
        return IntStream.range(0, PARTITIONS)
                .mapToLong(i -> fixture.log.readableEnd(new TopicPartition("invoices", i)))
                .sum();
    }
}
