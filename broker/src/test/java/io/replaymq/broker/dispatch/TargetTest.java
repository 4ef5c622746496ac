package io.replaymq.broker.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.groups.JournaledGroups;
import io.replaymq.groups.api.Exclusivity;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.api.MessageKnowledge;
import io.replaymq.groups.api.MessageTraits;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.groups.memorylog.InMemoryLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who of a target's consumers gets what, on the dispatch thread. */
final class TargetTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final MemberOptions RED = MemberOptions.DEFAULTS.withFilter(containing("red"));

    private final DispatchThread thread = DispatchThread.start();
    private final ExecutorService logThread = Executors.newSingleThreadExecutor();
    private final InMemoryLog log = new InMemoryLog(logThread, InstantSource.system());
    private SharedGroups groups;
    private Target target;

    @BeforeEach
    void open() {
        log.createTopic("orders", TopicConfig.DEFAULTS).toCompletableFuture().join();
        groups = onThread(() -> JournaledGroups.open(
                log,
                thread,
                thread::execute,
                GroupsConfig.DEFAULTS,
                new MessageKnowledge(TargetTest::keyIsGroup, TargetTest::containing),
                InstantSource.system(),
                new Random(1)));
        GroupSpec spec = new GroupSpec("queue", "orders", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest());
        target = onThread(() -> groups.create(spec).thenApply(group -> new Target(thread, group)));
    }

    @AfterEach
    void close() {
        thread.execute(groups::close);
        thread.close();
        logThread.shutdownNow();
    }

    @Test
    void aConsumerWhoseFilterFindsNothingHoldsUpNobody() {
        Consumer red = new Consumer(RED);
        Consumer any = new Consumer(MemberOptions.DEFAULTS);
        red.link.credit(10);
        any.link.credit(3);

        send(null, "blue 1", "blue 2", "blue 3");
        any.awaitTexts("blue 1", "blue 2", "blue 3");

        send(null, "blue 4", "red 5");
        red.awaitTexts("red 5");
        any.link.credit(1);
        any.awaitTexts("blue 1", "blue 2", "blue 3", "blue 4");
    }

    @Test
    void aHigherPriorityIsServedFirstWhileItHasCredit() {
        send(null, "1", "2", "3", "4", "5");
        Consumer patient = new Consumer(MemberOptions.DEFAULTS);
        Consumer urgent = new Consumer(MemberOptions.DEFAULTS.withPriority(9));
        onThread(
                () -> { // both have credit before either has a turn
                    patient.link.credit(5);
                    urgent.link.credit(3);
                    return CompletableFuture.completedStage(null);
                });

        patient.awaitTexts("4", "5");
        urgent.awaitTexts("1", "2", "3");
    }

    @Test
    void messageGroupsAreKeptTogetherAndHandedOver() {
        Consumer one = new Consumer(MemberOptions.DEFAULTS);
        Consumer other = new Consumer(MemberOptions.DEFAULTS);
        one.link.credit(1);
        send("a", "a1");
        one.awaitTexts("a1");
        other.link.credit(10);
        send("a", "a2");
        send("b", "b1");
        other.awaitTexts("b1");

        one.link.credit(10);
        one.awaitTexts("a1", "a2");
        one.link.close().toCompletableFuture().join();
        other.awaitTexts("b1", "a1", "a2");
    }

    @Test
    void anExclusiveConsumerHasTheQueueUntilItCloses() {
        Consumer waiting = new Consumer(MemberOptions.DEFAULTS);
        Consumer exclusive = new Consumer(MemberOptions.DEFAULTS.with(Exclusivity.EXCLUSIVE));
        waiting.link.credit(10);
        exclusive.link.credit(10);

        send(null, "1", "2");
        exclusive.awaitTexts("1", "2");
        assertThat(waiting.texts).isEmpty();

        exclusive.link.close().toCompletableFuture().join();
        waiting.awaitTexts("1", "2");
    }

    private void send(@Nullable String group, String... texts) {
        RecordBatchBuilder batch = new RecordBatchBuilder(100);
        for (String each : texts) {
            batch.append(1, RecordContent.of(LogRecord.ofText(1, group, each)));
        }
        log.append(AppendSet.of(ORDERS, batch.build()), Durability.DURABLE)
                .toCompletableFuture()
                .join()
                .orThrow();
    }

    private <T> T onThread(Supplier<CompletionStage<T>> call) {
        return CompletableFuture.supplyAsync(call, thread)
                .thenCompose(stage -> stage)
                .join();
    }

    private static MessageFilter containing(String word) {
        return MessageFilter.of(
                word, message -> String.valueOf(UTF_8.decode(message.content().value()))
                        .contains(word));
    }

    private final class Consumer {
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final OpenConsumer link;

        Consumer(MemberOptions options) {
            link = onThread(() -> target.attach(
                    null,
                    options,
                    deliveries -> deliveries.forEach(each -> texts.add(
                            UTF_8.decode(each.message().content().value()).toString()))));
        }

        void awaitTexts(String... expected) {
            await().atMost(LONG).until(() -> texts.size() >= expected.length);
            assertThat(new ArrayList<>(texts)).containsExactly(expected);
        }
    }

    /** Messages whose key is their group, and nothing else. */
    private static MessageTraits keyIsGroup(StoredRecord message) {
        ByteBuffer key = message.content().key();
        String group = key == null ? null : UTF_8.decode(key).toString();
        return new MessageTraits(MessageTraits.DEFAULT_PRIORITY, 0, 0, group);
    }
}
