package io.replaymq.groups;

import static io.replaymq.groups.LogConsumersFixture.LONG;
import static io.replaymq.groups.LogConsumersFixture.config;
import static io.replaymq.groups.LogConsumersFixture.pollUntil;
import static io.replaymq.groups.LogConsumersFixture.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroupListing;
import io.replaymq.groups.api.GroupMembership;
import io.replaymq.groups.api.GroupPhase;
import io.replaymq.groups.api.InstanceReplacedException;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.groups.api.PartitionProgress;
import io.replaymq.groups.api.RebalanceListener;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.TopicPartition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consumers whose group gives them their partitions. */
final class SubscribingTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @TempDir
    private Path directory;

    private LogConsumersFixture fixture;

    @BeforeEach
    void open() {
        fixture = new LogConsumersFixture(directory);
        fixture.topic("orders", 4);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** What it was told, in order. */
    private static final class Told implements RebalanceListener {
        final List<String> events = new ArrayList<>();

        @Override
        public void onPartitionsAssigned(Set<TopicPartition> partitions) {
            events.add("assigned " + new TreeSet<>(partitions));
        }

        @Override
        public void onPartitionsRevoked(Set<TopicPartition> partitions) {
            events.add("revoked " + new TreeSet<>(partitions));
        }

        @Override
        public void onPartitionsLost(Set<TopicPartition> partitions) {
            events.add("lost " + new TreeSet<>(partitions));
        }
    }

    private LogConsumer<String, String> subscribed() {
        LogConsumer<String, String> consumer = fixture.consumer();
        consumer.subscribe(Subscription.to("orders"));
        return consumer;
    }

    @Test
    void dividesPartitionsAndHandsThemOverWithoutLossOrRepetition() throws InterruptedException {
        List<String> sent = new ArrayList<>();
        List<String> read = new ArrayList<>();
        LogConsumer<String, String> first = subscribed();
        LogConsumer<String, String> second = subscribed();
        LogConsumer<String, String> third = subscribed();
        List<LogConsumer<String, String>> consumers = List.of(first, second, third);
        for (int i = 0; i < 400; i++) {
            String value = "v" + i;
            sent.add(value);
            fixture.send(new TopicPartition("orders", i % 4), value);
            for (LogConsumer<String, String> each :
                    i < 100 ? List.of(first) : i < 200 ? consumers.subList(0, 2) : consumers) {
                LogConsumersFixture.values(each.poll(Duration.ZERO), read);
            }
        }
        third.close();
        long deadlineNanos = System.nanoTime() + LONG.toNanos();
        while (read.size() < sent.size() && System.nanoTime() < deadlineNanos) {
            LogConsumersFixture.values(first.poll(Duration.ofMillis(5)), read);
            LogConsumersFixture.values(second.poll(Duration.ofMillis(5)), read);
        }

        assertThat(read).hasSameSizeAs(sent).containsAll(sent);
        assertThat(first.assignment()).isNotEmpty().doesNotContainAnyElementsOf(second.assignment());
        first.close();
        second.close();
    }

    @Test
    void tellsTheListenerWhatComesAndGoes() throws InterruptedException {
        Told told = new Told();
        LogConsumer<String, String> first = fixture.consumer();
        first.subscribe(Subscription.to("orders"), told);
        pollUntil(() -> first.assignment().size() == 4, List.of(first));
        LogConsumer<String, String> second = subscribed();
        pollUntil(() -> second.assignment().size() == 2, List.of(first, second));

        first.close();

        assertThat(told.events)
                .containsExactly(
                        "assigned [orders-0, orders-1, orders-2, orders-3]",
                        "revoked [orders-2, orders-3]",
                        "revoked [orders-0, orders-1]");
        second.close();
    }

    @Test
    void fencesAConsumerThatDoesNotPollAndLetsItComeBack() throws InterruptedException {
        Told told = new Told();
        fixture.send(ORDERS, "a");
        LogConsumer<String, String> slow = fixture.consumer();
        slow.subscribe(Subscription.to("orders"), told);
        assertThat(take(slow, 1)).containsExactly("a");
        GroupMembership before = slow.membership();
        fixture.skip(config().maxPollInterval().plusSeconds(1));
        LogConsumer<String, String> other = subscribed();

        assertThat(take(other, 1)).as("not committed, so read again").containsExactly("a");

        assertThatThrownBy(slow::commit).isInstanceOf(MemberFencedException.class);
        pollUntil(() -> slow.assignment().size() == 2, List.of(slow, other));
        assertThat(told.events).contains("lost [orders-0, orders-1, orders-2, orders-3]");
        assertThat(slow.membership().memberId()).isNotEqualTo(before.memberId());
        slow.close();
        other.close();
    }

    @Test
    void givesNothingToOthersThatTheApplicationIsStillBeingToldOf() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LogConsumer<String, String> first = fixture.consumer();
        first.subscribe(Subscription.to("orders"), new RebalanceListener() {
            @Override
            public void onPartitionsAssigned(Set<TopicPartition> partitions) {
                told.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        CompletableFuture<Void> polling = CompletableFuture.runAsync(() -> {
            try {
                first.poll(LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        told.await();
        String firstId = fixture.describe().members().get(0).memberId();
        LogConsumer<String, String> second = subscribed();
        await().atMost(LONG).until(() -> fixture.describe().members().stream()
                .anyMatch(each -> each.memberId().equals(firstId) && each.generation() == 2));

        assertThat(second.poll(Duration.ofMillis(50)).isEmpty()).isTrue();
        assertThat(second.assignment()).isEmpty();
        assertThat(fixture.describe().phase()).isEqualTo(GroupPhase.RECONCILING);
        goOn.countDown();
        pollUntil(() -> second.assignment().size() == 2, List.of(second));
        first.wakeup();
        polling.handle((done, failure) -> true).join();
        first.close();
        second.close();
    }

    @Test
    void keepsAStaticMembersPlaceWhileItIsAway() throws Exception {
        LogConsumer<String, String> other = subscribed();
        LogConsumer<String, String> till = fixture.consumer(config().withInstanceId("till-1"));
        till.subscribe(Subscription.to("orders"));
        pollUntil(() -> till.assignment().size() == 2, List.of(other, till));
        Set<TopicPartition> before = till.assignment();
        int generation = fixture.describe().generation();
        till.close();

        LogConsumer<String, String> back = fixture.consumer(config().withInstanceId("till-1"));
        back.subscribe(Subscription.to("orders"));
        pollUntil(() -> !back.assignment().isEmpty(), List.of(other, back));

        assertThat(back.assignment()).isEqualTo(before);
        assertThat(fixture.describe().generation()).isEqualTo(generation);
        back.close();
        other.close();
    }

    @Test
    void tellsAConsumerThatAnotherOneHasTakenItsInstance() throws InterruptedException {
        LogConsumer<String, String> first = fixture.consumer(config().withInstanceId("till-1"));
        first.subscribe(Subscription.to("orders"));
        pollUntil(() -> !first.assignment().isEmpty(), List.of(first));
        LogConsumer<String, String> second = fixture.consumer(config().withInstanceId("till-1"));
        second.subscribe(Subscription.to("orders"));
        pollUntil(() -> !second.assignment().isEmpty(), List.of(second));

        await().atMost(LONG).untilAsserted(() -> assertThatThrownBy(() -> first.poll(Duration.ZERO))
                .isInstanceOf(InstanceReplacedException.class));
        assertThatThrownBy(() -> first.poll(Duration.ZERO))
                .as("each time")
                .isInstanceOf(InstanceReplacedException.class);
        assertThat(first.assignment()).isEmpty();
        first.close();
        assertThat(second.assignment()).hasSize(4);
        second.close();
    }

    @Test
    void picksUpTopicsThatMatchItsPattern() throws InterruptedException {
        LogConsumer<String, String> consumer = fixture.consumer();
        consumer.subscribe(Subscription.matching("sales-.*"));
        consumer.poll(Duration.ZERO);
        fixture.topic("sales-north", 2);
        TopicPartition north = new TopicPartition("sales-north", 1);
        fixture.send(north, "first");

        assertThat(take(consumer, 1)).containsExactly("first");

        assertThat(consumer.assignment()).containsExactlyInAnyOrder(north, new TopicPartition("sales-north", 0));
        consumer.close();
    }

    @Test
    void readsATopicThatIsDeletedAndMadeAgainFromItsStart() throws InterruptedException {
        fixture.send(ORDERS, "a", "b");
        LogConsumer<String, String> consumer = subscribed();
        assertThat(take(consumer, 2)).hasSize(2);
        consumer.commit();

        fixture.log.deleteTopic("orders").toCompletableFuture().join();
        fixture.topic("orders", 4);
        fixture.send(ORDERS, "c");

        assertThat(take(consumer, 1)).containsExactly("c");
        consumer.close();
    }

    @Test
    void changesItsSubscriptionAndLeaves() throws Exception {
        fixture.topic("sales", 1);
        LogConsumer<String, String> consumer = subscribed();
        pollUntil(() -> consumer.assignment().size() == 4, List.of(consumer));

        consumer.subscribe(Subscription.to("sales"));
        pollUntil(() -> consumer.assignment().equals(Set.of(new TopicPartition("sales", 0))), List.of(consumer));
        consumer.unsubscribe();

        assertThat(consumer.assignment()).isEmpty();
        await().atMost(LONG).until(() -> fixture.describe().members().isEmpty());
        consumer.close();
    }

    @Test
    void refusesAPatternThatIsNone() {
        try (LogConsumer<String, String> consumer = fixture.consumer()) {
            assertThatThrownBy(() -> consumer.subscribe(Subscription.matching("(")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void throwsWhatTheListenerThrowsAndGoesOn() throws InterruptedException {
        fixture.send(ORDERS, "a");
        LogConsumer<String, String> consumer = fixture.consumer();
        consumer.subscribe(Subscription.to("orders"), new RebalanceListener() {
            @Override
            public void onPartitionsAssigned(Set<TopicPartition> partitions) {
                throw new IllegalArgumentException("no, thanks");
            }
        });

        assertThatThrownBy(() -> take(consumer, 1)).hasMessage("no, thanks");
        assertThat(take(consumer, 1)).containsExactly("a");
        consumer.close();
    }

    @Test
    void anOwnerOfAnUnaffectedPartitionReadsOnThroughAnotherMembersRebalance() throws InterruptedException {
        fixture.topic("wide", 500);
        List<LogConsumer<String, String>> consumers = new ArrayList<>();
        for (int i = 0; i < 49; i++) {
            LogConsumer<String, String> consumer = fixture.consumer();
            consumer.subscribe(Subscription.to("wide"));
            consumers.add(consumer);
        }
        pollUntil(() -> total(consumers) == 500 && least(consumers) == 10, consumers);
        Map<Integer, Set<TopicPartition>> before = assignments(consumers);

        LogConsumer<String, String> joiner = fixture.consumer();
        joiner.subscribe(Subscription.to("wide"));
        consumers.add(joiner);
        Set<TopicPartition> moved = new HashSet<>();
        int readInBetween = 0;
        long deadlineNanos = System.nanoTime() + LONG.toNanos();
        while (joiner.assignment().size() < 10 && System.nanoTime() < deadlineNanos) {
            for (int i = 0; i < 500; i += 7) {
                fixture.send(new TopicPartition("wide", i), "during");
            }
            for (int i = 0; i < 50; i++) {
                readInBetween += consumers.get(i).poll(Duration.ZERO).count();
                if (i < 49) {
                    Set<TopicPartition> lost = new HashSet<>(before.get(i));
                    lost.removeAll(consumers.get(i).assignment());
                    moved.addAll(lost);
                }
            }
        }

        assertThat(joiner.assignment()).hasSize(10);
        assertThat(moved)
                .as("nothing else was taken from anybody, not for a moment")
                .isEqualTo(joiner.assignment());
        assertThat(readInBetween).isPositive();
        assertThat(total(consumers)).isEqualTo(500);
        consumers.forEach(LogConsumer::close);
    }

    private static int total(List<LogConsumer<String, String>> consumers) {
        return consumers.stream().mapToInt(each -> each.assignment().size()).sum();
    }

    private static int least(List<LogConsumer<String, String>> consumers) {
        return consumers.stream()
                .mapToInt(each -> each.assignment().size())
                .min()
                .orElseThrow();
    }

    private static Map<Integer, Set<TopicPartition>> assignments(List<LogConsumer<String, String>> consumers) {
        Map<Integer, Set<TopicPartition>> assignments = new HashMap<>();
        for (int i = 0; i < consumers.size(); i++) {
            assignments.put(i, consumers.get(i).assignment());
        }
        return assignments;
    }

    @Test
    void isLookedAtAndSetBackFromAnyThread() throws Exception {
        fixture.send(ORDERS, "a", "b", "c");
        LogConsumer<String, String> consumer = subscribed();
        assertThat(take(consumer, 3)).hasSize(3);
        consumer.close();
        ConsumerGroupAdmin admin = fixture.admin();

        assertThat(admin.list().toCompletableFuture().join())
                .containsExactly(new ConsumerGroupListing(LogConsumersFixture.GROUP, GroupPhase.EMPTY, 0));
        admin.reset(LogConsumersFixture.GROUP, Set.of(ORDERS), new OffsetTarget.ShiftBy(-2))
                .toCompletableFuture()
                .join();
        LogConsumer<String, String> again = subscribed();
        assertThat(take(again, 2)).containsExactly("b", "c");
        again.close();
        admin.delete(LogConsumersFixture.GROUP).toCompletableFuture().join();
        assertThat(admin.committed(LogConsumersFixture.GROUP, List.of(ORDERS))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }

    @Test
    void describesLagInMessages() throws Exception {
        fixture.send(ORDERS, "a", "b", "c");
        LogConsumer<String, String> consumer = subscribed();
        assertThat(take(consumer, 3)).hasSize(3);
        consumer.commit(Map.of(ORDERS, CommittedOffset.of(1)));

        PartitionProgress progress = fixture.describe().progress().get(ORDERS);

        assertThat(consumer.lag(ORDERS)).isZero();
        assertThat(progress.lag()).isEqualTo(2);
        assertThat(progress.memberId()).isEqualTo(consumer.membership().memberId());
        consumer.close();
    }
}
