package io.replaymq.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
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
import io.replaymq.log.testing.Seed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A queue with clients that come, take, acknowledge, give back, lose their connection and die, on a server that is killed now and
 * then; every choice, that of the next step of either thread included, is the seed's. {@link History} judges what it sees.
 */
final class Simulation {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final GroupsConfig CONFIG = new GroupsConfig(16, 4 << 10, Duration.ofSeconds(10), 4 << 10);

    private static final List<String> KINDS = List.of("red", "green", "blue");

    private final Seed seed;
    private final Clientele clientele;
    private final HandRunExecutor owner = new HandRunExecutor();
    private final HandRunExecutor logThread = new HandRunExecutor();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private InMemoryLog log = new InMemoryLog(logThread, InstantSource.system());
    private final History history;
    private SharedGroups groups;
    private long nowNanos;
    private long nowMs = 1_000;

    Simulation(Seed seed, GroupSettings settings, Clientele clientele) {
        this.seed = seed;
        this.clientele = clientele;
        this.history =
                new History((partition, from) -> log.records(partition, from), settings.deliveryLimit(), this::laneOf);
        log.createTopic("orders", TopicConfig.DEFAULTS);
        log.createTopic("bills", TopicConfig.DEFAULTS);
        groups = open();
        groups.create(
                new GroupSpec("queue", "orders", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest()), settings);
        settle();
    }

    void run(int actions) {
        for (int i = 0; i < actions; i++) {
            act(seed.nextInt(100));
            for (int steps = seed.nextInt(8); steps > 0 && hasSteps(); steps--) {
                step();
            }
        }
    }

    /** Ends everything and lets one client take the rest. */
    void finish() {
        settle();
        clients.forEach(SimulatedClient::loseConnection);
        fenceWhoIsAway();
        settle();
        clients.clear();
        clients.add(new SimulatedClient(history, queue(), MemberOptions.DEFAULTS));
        for (int idle = 0; idle < 3; ) {
            settle();
            letRest();
            SimulatedClient last = clients.get(0);
            idle = last.take(7) == 0 ? idle + 1 : 0;
            last.acknowledgeAll();
        }
        settle();

        history.read();
        history.assertEverythingSettled(log.readableEnd(ORDERS));
        assertThat(queue().lowestUnsettled(0)).isEqualTo(log.readableEnd(ORDERS));
        assertThat(backlog()).isZero();
        assertRedrivesEachOnce();
    }

    private void assertRedrivesEachOnce() {
        if (history.deadLetters() > 0) {
            int moved =
                    await(groups.redrive(Redrive.from(History.DEAD.topic()))).moved();
            assertThat(moved).isEqualTo(history.deadLetters());
            assertThat(backlog()).isEqualTo(moved);
            assertThat(await(groups.redrive(Redrive.from(History.DEAD.topic()))).moved())
                    .isZero();
        }
    }

    /** Ends every rest; nobody's resume window gets shorter by it. */
    private void letRest() {
        nowMs += seed.nextInt(10_000);
        groups.tick(nowNanos);
        settle();
    }

    private void act(int choice) {
        if (choice < 25) {
            send(1 + seed.nextInt(5));
        } else if (choice < 30 && clients.size() < 4) {
            clients.add(new SimulatedClient(history, queue(), interest()));
        } else if (choice < 93 && !clients.isEmpty()) {
            actOf(seed.oneOf(clients), choice);
        } else if (choice < 94) {
            nowMs += seed.nextInt(3_000);
            groups.tick(nowNanos);
        } else if (choice < 95) {
            fenceWhoIsAway();
        } else if (choice < 97) {
            crash();
        } else {
            checkBacklog();
        }
    }

    private MemberOptions interest() {
        return clientele == Clientele.ALIKE || seed.oneIn(3)
                ? MemberOptions.DEFAULTS
                : MemberOptions.DEFAULTS.withFilter(HeaderTraits.containing(seed.oneOf(KINDS)));
    }

    /** What clients want. */
    enum Clientele {
        ALIKE,
        /** Some of them want only messages of one kind. */
        SELECTIVE,
        /** Messages belong to message groups, most of them; some clients are selective. */
        GROUPED,
        /** Messages have priorities and delivery times; some clients are selective. */
        URGENT
    }

    private void actOf(SimulatedClient client, int choice) {
        if (client.isAway()) {
            if (choice > 70) {
                client.resume(groups, queue());
            }
        } else if (choice < 50) {
            client.take(1 + seed.nextInt(6));
        } else if (choice < 67) {
            client.acknowledge(seed);
        } else if (choice < 71) {
            client.reject(seed);
        } else if (choice < 75) {
            client.commit(seed, groups);
        } else if (choice < 85) {
            client.release(seed, seed.oneOf(List.of(Seen.values())));
        } else if (choice < 91) {
            client.loseConnection();
            client.loseDeliveriesOnTheWay(seed);
        } else {
            client.leave();
            clients.remove(client);
        }
    }

    private void send(int count) {
        RecordBatchBuilder batch = new RecordBatchBuilder(100);
        for (int i = 0; i < count; i++) {
            String kind = seed.oneOf(KINDS);
            batch.append(1, RecordContent.of(message(kind + "x".repeat(seed.nextInt(300)))));
        }
        if (seed.oneIn(10)) {
            log.skipTo(ORDERS, log.readableEnd(ORDERS) + seed.nextInt(2_000));
        }
        log.append(AppendSet.of(ORDERS, batch.build()), Durability.DURABLE)
                .thenAccept(
                        outcome -> history.sent(outcome.orThrow().baseOffsets().get(0), count));
    }

    /** First deliveries come in order among messages that all who want one of them want, and may have. */
    private @Nullable String laneOf(StoredRecord message) {
        return clientele == Clientele.URGENT
                ? null
                : HeaderTraits.groupOf(message) + HeaderTraits.text(message).charAt(0);
    }

    private LogRecord message(String text) {
        return switch (clientele) {
            case ALIKE, SELECTIVE -> LogRecord.ofText(1, null, text);
            case GROUPED -> HeaderTraits.message(seed.oneIn(5) ? null : "group " + seed.nextInt(4), text);
            case URGENT ->
                HeaderTraits.message(
                        null,
                        text,
                        "priority",
                        seed.nextInt(3),
                        "deliver",
                        seed.oneIn(3) ? nowMs + seed.nextInt(4_000) : 0);
        };
    }

    private void fenceWhoIsAway() {
        groups.tick(nowNanos);
        nowNanos += CONFIG.resumeWindow().toNanos();
        groups.tick(nowNanos);
        clients.stream().filter(SimulatedClient::isAway).forEach(SimulatedClient::fenced);
        clients.removeIf(SimulatedClient::isAway);
    }

    private void crash() {
        history.read();
        owner.forget();
        while (logThread.hasSteps()) {
            logThread.runOne(); // the log's own bookkeeping of what was sent; the owner hears nothing of it
        }
        owner.forget();
        log = log.reopen();
        logThread.forget();
        history.read();
        groups = open();
        for (SimulatedClient each : List.copyOf(clients)) {
            if (!each.serverCrashed()) {
                clients.remove(each);
            } else if (seed.oneIn(3)) {
                each.loseDeliveriesOnTheWay(seed);
            }
        }
    }

    private void checkBacklog() {
        settle();
        history.read();
        assertThat(backlog()).isBetween(history.unsettledAtLeast(), history.unsettledAtMost());
    }

    private long backlog() {
        return await(queue().backlog());
    }

    private SharedGroup queue() {
        return groups.find("queue").orElseThrow();
    }

    private SharedGroups open() {
        return await(JournaledGroups.open(
                log, owner, owner, CONFIG, HeaderTraits.KNOWLEDGE, () -> Instant.ofEpochMilli(nowMs), seed));
    }

    private <T> T await(CompletionStage<T> stage) {
        settle();
        assertThat(stage.toCompletableFuture()).isDone();
        return stage.toCompletableFuture().join();
    }

    private boolean hasSteps() {
        return owner.hasSteps() || logThread.hasSteps();
    }

    private void step() {
        boolean ofOwner = owner.hasSteps() && (!logThread.hasSteps() || seed.oneIn(2));
        (ofOwner ? owner : logThread).runOne();
    }

    private void settle() {
        while (hasSteps()) {
            step();
        }
    }
}
