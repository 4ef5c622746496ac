package io.replaymq.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.DeadLetter;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.SharedConsumer;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.groups.api.SharedRecord;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.StoredRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that consumes a shared group is killed again and again. It acknowledges some orders, settles others together with a bill, rejects
 * others, and gives others back until they are given up. In the end each is where it belongs, once.
 */
final class SharedConsumerCrashTest {
    private static final int ORDERS = 1_500;
    private static final int KILLS = 5;
    private static final TopicPartition ORDERED = new TopicPartition("orders", 0);
    private static final TopicPartition BILLS = new TopicPartition("bills", 0);
    private static final TopicPartition DEAD = new TopicPartition("orders.dead-letters", 0);
    private static final GroupSettings SETTINGS = GroupSettings.DEFAULTS
            .withDeadLetterTopic(DEAD.topic())
            .withDeliveryLimit(3)
            .withRedelivery(RedeliveryPolicy.after(Duration.ofMillis(20)));

    @TempDir
    private Path directory;

    @Test
    void everyOrderEndsWhereItBelongsOnceHoweverOftenTheProcessIsKilled() throws Exception {
        prepare();
        Set<Long> confirmed = ConcurrentHashMap.newKeySet(); // settled orders are told of on another thread

        for (int kill = 0; kill < KILLS; kill++) {
            runAndKill(60 + 40 * kill, confirmed);
        }
        consume(directory, line -> judge(line, confirmed));

        try (Node node = new Node(directory)) {
            assertThat(node.log.readableEnd(BILLS)).isEqualTo(ORDERS / 5);
            assertThat(node.offsets(BILLS, StoredRecord::timestampMs)).allMatch(order -> order % 5 == 2);
            assertThat(node.offsets(BILLS, StoredRecord::timestampMs)).doesNotHaveDuplicates();
            List<Long> dead = node.offsets(
                    DEAD, each -> DeadLetter.in(each.content()).orElseThrow().offset());
            assertThat(dead).doesNotHaveDuplicates().hasSize(2 * ORDERS / 5).allMatch(order -> order % 5 < 2);
            assertThat(node.call(() -> node.groups.redrive(Redrive.from(DEAD.topic())))
                            .moved())
                    .isEqualTo(dead.size());
        }
    }

    private void prepare() {
        try (Node node = new Node(directory)) {
            join(node.log.createTopic("orders", TopicConfig.DEFAULTS));
            join(node.log.createTopic("bills", TopicConfig.DEFAULTS));
            node.call(() -> node.groups.create(
                    new GroupSpec("queue", "orders", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest()),
                    SETTINGS));
            List<LogRecord> orders = new ArrayList<>();
            for (int i = 0; i < ORDERS; i++) {
                orders.add(LogRecord.ofText(i, null, "order " + i));
            }
            join(node.log.append(AppendSet.of(ORDERED, RecordBatchBuilder.of(orders)), Durability.DURABLE));
        }
    }

    /** Starts the process, and kills it when it has confirmed so many orders. */
    private void runAndKill(int orders, Set<Long> confirmed) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Consuming.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int before = confirmed.size();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                judge(line, confirmed);
                if (confirmed.size() >= before + orders) {
                    process.toHandle().destroyForcibly(); // SIGKILL; what it had printed can still be read
                }
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    /** What was confirmed to be settled, in whichever way, is never delivered again. */
    private static void judge(String line, Set<Long> confirmed) {
        long order = Long.parseLong(line.substring(1));
        if (line.charAt(0) == 'g') {
            assertThat(confirmed).as("settled and delivered again").doesNotContain(order);
        } else {
            confirmed.add(order);
        }
    }

    /** The process. */
    static final class Consuming {
        private Consuming() {}

        public static void main(String[] args) throws InterruptedException {
            consume(Path.of(args[0]), System.out::println);
        }
    }

    /** Consumes until nothing is left. Says {@code g} and the offset of what it got, {@code s} and that of what is settled. */
    private static void consume(Path directory, Consumer<String> say) throws InterruptedException {
        try (Node node = new Node(directory);
                SharedConsumer<String, String> consumer =
                        join(new SharedConsumers(node.groups, node.owner).open("queue", Codec.UTF_8, Codec.UTF_8))) {
            while (node.call(() -> node.groups.find("queue").orElseThrow().backlog()) > 0) {
                List<CompletableFuture<?>> confirmations = new ArrayList<>();
                for (SharedRecord<String, String> each : consumer.poll(20, Duration.ofMillis(100))) {
                    say.accept("g" + each.offset());
                    CompletableFuture<?> settled = settle(node, consumer, each);
                    if (each.offset() % 5 != 1) {
                        settled = settled.thenRun(() -> say.accept("s" + each.offset()));
                    }
                    confirmations.add(settled);
                }
                confirmations.forEach(CompletableFuture::join);
            }
        }
    }

    private static CompletableFuture<?> settle(
            Node node, SharedConsumer<String, String> consumer, SharedRecord<String, String> order) {
        return (switch ((int) (order.offset() % 5)) {
                    case 0 -> consumer.reject(order, "every fifth");
                    case 1 -> consumer.release(order); // until its group gives it up
                    case 2 ->
                        node.later(() -> node.groups
                                .append(
                                        List.of(bill(order.offset())),
                                        List.of(consumer.toAcknowledge(List.of(order))),
                                        Durability.DURABLE)
                                .thenApply(outcome -> outcome.orThrow()));
                    default -> consumer.acknowledge(order);
                })
                .toCompletableFuture();
    }

    private static PartitionBatch bill(long order) {
        return new PartitionBatch(
                BILLS, RecordBatchBuilder.of(List.of(LogRecord.ofText(order, null, "bill for order " + order))));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** A log with its groups, and the thread that they belong to. Members from an earlier life are fenced at once. */
    private static final class Node implements AutoCloseable {
        private static final LogConfig LOG =
                new LogConfig(1 << 20, 256, 4 << 20, 2 << 20, 64 << 10, 1, LogConfig.StageLayout.FUSED);
        private static final GroupsConfig GROUPS = new GroupsConfig(64, 16 << 10, Duration.ZERO, 16 << 10);

        private final EmbeddedLog log;
        private final ScheduledExecutorService owner = Executors.newSingleThreadScheduledExecutor();
        private final SharedGroups groups;

        Node(Path directory) {
            log = EmbeddedLog.open(directory, LOG);
            groups = join(JournaledGroups.open(
                    log, owner, owner::execute, GROUPS, InstantSource.system(), new Random(System.nanoTime())));
            owner.scheduleWithFixedDelay(() -> groups.tick(System.nanoTime()), 0, 5, TimeUnit.MILLISECONDS);
        }

        <T> CompletableFuture<T> later(Supplier<CompletionStage<T>> step) {
            return CompletableFuture.supplyAsync(step, owner).thenCompose(stage -> stage);
        }

        <T> T call(Supplier<CompletionStage<T>> step) {
            return later(step).join();
        }

        List<Long> offsets(TopicPartition partition, ToLongFunction<StoredRecord> number) {
            List<Long> numbers = new ArrayList<>();
            for (long next = 0; next < log.readableEnd(partition); ) {
                Fetch fetch = join(log.fetch(partition, next, 1 << 20));
                fetch.batches().forEach(batch -> batch.forEach(each -> numbers.add(number.applyAsLong(each))));
                next = fetch.nextOffset();
            }
            return numbers;
        }

        @Override
        public void close() {
            call(() -> {
                groups.close();
                return CompletableFuture.completedFuture(null);
            });
            owner.shutdown();
            log.close();
        }
    }
}
