package io.replaymq.groups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.DeadLetter;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedConsumer;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.groups.api.SharedRecord;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.groups.memorylog.InMemoryLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Consumers of applications: real threads, over a log in memory. */
@Timeout(60)
final class SharedConsumerTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private final ExecutorService owner = Executors.newSingleThreadExecutor();
    private final ExecutorService logThread = Executors.newSingleThreadExecutor();
    private final ExecutorService application = Executors.newCachedThreadPool();
    private final Semaphore ownerTasks = new Semaphore(0); // one for each that the owner has carried out
    private final InMemoryLog log = new InMemoryLog(logThread, InstantSource.system());
    private SharedGroups groups;
    private SharedConsumers consumers;

    @BeforeEach
    void openGroups() {
        join(log.createTopic("orders", TopicConfig.DEFAULTS));
        groups = join(JournaledGroups.open(
                log, owner, owner::execute, GroupsConfig.DEFAULTS, InstantSource.system(), new Random(5)));
        consumers = new SharedConsumers(
                groups,
                task -> owner.execute(() -> {
                    task.run();
                    ownerTasks.release();
                }));
        GroupSpec spec = new GroupSpec("queue", "orders", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest());
        GroupSettings settings = GroupSettings.DEFAULTS.withDeadLetterTopic("dead");
        join(onOwner(() -> groups.create(spec, settings)));
    }

    @AfterEach
    void stopThreads() throws InterruptedException {
        application.shutdown();
        assertThat(application.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        owner.shutdown();
        logThread.shutdown();
    }

    @Test
    void aPollIsWokenByAMessage() throws Exception {
        SharedConsumer<String, String> consumer = open();
        Future<List<SharedRecord<String, String>>> polled = beginPoll(() -> consumer.poll(5, LONG));

        send("one");

        SharedRecord<String, String> record = polled.get().get(0);
        assertThat(record.key()).isEqualTo("key");
        assertThat(record.value()).isEqualTo("one");
        assertThat(record.partition()).isEqualTo(ORDERS);
        assertThat(record.deliveryCount()).isEqualTo(1);
        join(consumer.acknowledge(record));
        assertThat(lowestUnsettled()).isEqualTo(1);
    }

    @Test
    void comesBackWithNothingInTime() throws Exception {
        SharedConsumer<String, String> consumer = open();

        assertThat(consumer.poll(1, Duration.ZERO)).isEmpty();
        assertThat(consumer.poll(1, Duration.ofMillis(1))).isEmpty();
        send("later");
        assertThat(consumer.poll(1, LONG)).hasSize(1);
    }

    @Test
    void everyMessageGoesToOneOfManyThreadsAndConsumers() throws Exception {
        List<String> got = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> pollers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            SharedConsumer<String, String> consumer = open();
            for (int j = 0; j < 2; j++) {
                pollers.add(application.submit(() -> {
                    while (got.size() < 400) {
                        for (SharedRecord<String, String> each : consumer.poll(7, Duration.ofMillis(50))) {
                            got.add(each.value());
                            consumer.acknowledge(each);
                        }
                    }
                    return null;
                }));
            }
        }

        for (int i = 0; i < 400; i++) {
            send("message " + i);
        }
        for (Future<?> each : pollers) {
            each.get();
        }

        assertThat(got).doesNotHaveDuplicates().hasSize(400);
        join(onOwner(() -> groups.find("queue").orElseThrow().backlog().thenAccept(backlog -> assertThat(backlog)
                .isZero())));
    }

    @Test
    void anInterruptedPollTakesNothing() throws Exception {
        SharedConsumer<String, String> consumer = open();
        Future<Boolean> polled = beginPoll(() -> {
            try {
                consumer.poll(1, LONG);
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        });
        polled.cancel(true);
        ownerTasks.acquire();

        send("one");

        assertThat(consumer.poll(1, LONG)).extracting(SharedRecord::value).containsExactly("one");
    }

    @Test
    void givesBackRejectsAndExtends() throws Exception {
        SharedConsumer<String, String> consumer = open();
        send("one");
        SharedRecord<String, String> first = consumer.poll(1, LONG).get(0);
        assertThat(join(consumer.extend(List.of(first)))).isEmpty();
        join(consumer.release(List.of(first), Seen.NOT_SEEN));
        SharedRecord<String, String> second = consumer.poll(1, LONG).get(0);
        assertThat(second.deliveryCount()).isEqualTo(1);
        join(consumer.release(second));
        SharedRecord<String, String> third = consumer.poll(1, LONG).get(0);
        assertThat(third.deliveryCount()).isEqualTo(2);

        join(consumer.reject(third, "no"));

        assertThat(join(consumer.extend(List.of(third)))).containsExactly(third);
        assertThat(log.readableEnd(new TopicPartition("dead", 0))).isEqualTo(1);
        assertThat(DeadLetter.HEADER_PREFIX).isEqualTo("dead-letter.");
        assertThatThrownBy(() -> join(consumer.releaseAfter(third, Duration.ofDays(-1))))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> consumer.poll(0, LONG)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageThatCannotBeDecodedCanBeRejected() throws Exception {
        SharedConsumer<String, String> consumer = open();
        LogRecord bad = new LogRecord(1, null, new byte[] {(byte) 0xff}, List.of());
        join(log.append(AppendSet.of(ORDERS, RecordBatchBuilder.of(List.of(bad))), Durability.DURABLE));
        SharedRecord<String, String> record = consumer.poll(1, LONG).get(0);

        assertThatThrownBy(record::value).isInstanceOf(IllegalArgumentException.class);
        join(consumer.reject(record, "not UTF-8"));

        assertThat(lowestUnsettled()).isEqualTo(1);
    }

    @Test
    void closingEndsPollsAndGivesBackWhatIsHeld() throws Exception {
        SharedConsumer<String, String> closing = open();
        send("one");
        closing.poll(1, LONG);
        Future<?> polled = beginPoll(() -> closing.poll(1, LONG));

        closing.close();
        closing.close();

        assertThatThrownBy(polled::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(MemberFencedException.class);
        assertThatThrownBy(() -> closing.poll(1, LONG)).isInstanceOf(MemberFencedException.class);
        assertThat(open().poll(1, LONG)).extracting(SharedRecord::value).containsExactly("one");
    }

    @Test
    void deletingTheGroupEndsPolls() throws Exception {
        SharedConsumer<String, String> consumer = open();
        Future<?> polled = beginPoll(() -> consumer.poll(1, LONG));

        join(onOwner(() -> groups.delete("queue")));

        assertThatThrownBy(polled::get).hasCauseInstanceOf(MemberFencedException.class);
        assertThatThrownBy(() -> open()).hasRootCauseInstanceOf(UnknownGroupException.class);
    }

    private SharedConsumer<String, String> open() {
        return join(consumers.open("queue", Codec.UTF_8, Codec.UTF_8));
    }

    /** Begins a poll on another thread, and waits until the owner has it. */
    private <T> Future<T> beginPoll(Callable<T> poll) throws InterruptedException {
        ownerTasks.drainPermits();
        Future<T> begun = application.submit(poll);
        ownerTasks.acquire();
        return begun;
    }

    private void send(String value) {
        LogRecord record = new LogRecord(1, "key".getBytes(UTF_8), value.getBytes(UTF_8), List.of());
        join(log.append(AppendSet.of(ORDERS, RecordBatchBuilder.of(List.of(record))), Durability.DURABLE));
    }

    private long lowestUnsettled() throws Exception {
        return owner.submit(() -> groups.find("queue").orElseThrow().lowestUnsettled(0))
                .get();
    }

    private <T> CompletionStage<T> onOwner(Callable<CompletionStage<T>> call) {
        try {
            return owner.submit(call).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
