package io.replaymq.groups;

import static io.replaymq.groups.ConsumerGroupsFixture.GROUP;
import static io.replaymq.groups.ConsumerGroupsFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.Assignor;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.GroupPhase;
import io.replaymq.groups.api.Heartbeat;
import io.replaymq.groups.api.Leaving;
import io.replaymq.groups.api.MemberAssignment;
import io.replaymq.groups.api.MemberDescription;
import io.replaymq.groups.api.OffsetCommit;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Members come, go, fall silent, are slow; topics come and grow; the coordinator is killed at any step and starts again. Whatever
 * happens: no partition is with two members that may commit it, what a member keeps it keeps all the time, no confirmed commit is
 * lost or goes back, and in the end every partition is with one member that wants it.
 */
final class MembershipModelTest {
    private static final ConsumerGroupsConfig OFTEN = new ConsumerGroupsConfig(Duration.ZERO, 100, 4 << 10);
    private static final List<Subscription> WISHES =
            List.of(Subscription.to("orders"), Subscription.to("orders", "sales"), Subscription.matching("sales.*"));

    private final List<Client> clients = new ArrayList<>();
    private final Map<TopicPartition, Long> submitted = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private int names;

    /** A member as it sees itself. */
    private final class Client {
        final ConsumerGroupsFixture fixture;
        final String id;
        final @Nullable String instanceId;
        final Subscription wish;
        final Set<TopicPartition> held = new HashSet<>();

        @Nullable
        MemberAssignment told;

        @Nullable
        CompletionStage<?> asking;

        Client(ConsumerGroupsFixture fixture, @Nullable String instanceId, Subscription wish) {
            this.fixture = fixture;
            this.id = "member-" + names++;
            this.instanceId = instanceId;
            this.wish = wish;
        }

        void join(Assignor assignor) {
            ask(fixture.groups.join(request(id, instanceId, wish, assignor), () -> {}));
        }

        /** One at a time, as the contract has it. */
        void beat(boolean release) {
            MemberAssignment known = told;
            if (known == null || asking != null) {
                return;
            }
            if (release) {
                held.retainAll(known.partitions());
            }
            ask(fixture.groups.heartbeat(new Heartbeat(GROUP, known.membership(), null, held)));
        }

        private void ask(CompletionStage<MemberAssignment> stage) {
            asking = stage;
            stage.whenComplete((assignment, failure) -> {
                asking = null;
                if (assignment == null) {
                    clients.remove(this); // fenced: it knows now
                } else {
                    ensureKept(assignment);
                    told = assignment;
                    held.addAll(assignment.partitions());
                    ensureAlone();
                }
            });
        }

        /** What is not told any more is not its own by the coordinator's wish, not by accident. */
        private void ensureKept(MemberAssignment next) {
            if (told != null
                    && told.membership().generation() == next.membership().generation()) {
                assertThat(next.partitions())
                        .as("within a generation nothing is taken")
                        .containsAll(told.partitions());
            }
        }

        void commit() {
            MemberAssignment known = told;
            if (known == null || held.isEmpty()) {
                return;
            }
            TopicPartition partition = held.iterator().next();
            long offset = submitted.merge(partition, 1L, Long::sum);
            fixture.groups
                    .append(
                            List.of(),
                            List.of(new OffsetCommit(
                                    GROUP, known.membership(), Map.of(partition, CommittedOffset.of(offset)))),
                            Durability.WRITTEN)
                    .thenAccept(outcome -> {
                        if (outcome instanceof AppendOutcome.Committed) {
                            committed.merge(partition, offset, Math::max);
                        }
                    });
        }
    }

    /** No two members that may commit it hold one partition: checked by asking, as a zombie would. */
    private void ensureAlone() {
        Map<TopicPartition, String> owners = new HashMap<>();
        for (Client each : clients) {
            for (TopicPartition partition : each.held) {
                if (mayCommit(each, partition)) {
                    String other = owners.put(partition, each.id);
                    assertThat(other)
                            .as("%s is with %s and", partition, each.id)
                            .isNull();
                }
            }
        }
    }

    private boolean mayCommit(Client client, TopicPartition partition) {
        MemberAssignment known = client.told;
        return known != null
                && client.fixture.log.topic(partition.topic()).isPresent()
                && !(client.fixture
                                .groups
                                .append(
                                        List.of(),
                                        List.of(new OffsetCommit(
                                                GROUP,
                                                known.membership(),
                                                Map.of(
                                                        partition,
                                                        CommittedOffset.of(submitted.getOrDefault(partition, 0L))))),
                                        Durability.WRITTEN)
                                .toCompletableFuture()
                                .getNow(null)
                        instanceof AppendOutcome.Refused);
    }

    @SeededTest(runs = 150)
    void keepsItsPromisesWhateverHappens(Seed seed) {
        ConsumerGroupsFixture fixture = new ConsumerGroupsFixture(OFTEN);
        fixture.topic("sales", 3);
        Assignor assignor = seed.oneOf(List.of(Assignor.values()));
        for (int i = 0; i < 120; i++) {
            act(fixture, seed, assignor);
            for (int steps = seed.nextInt(8); steps > 0 && fixture.hasSteps(); steps--) {
                fixture.step();
            }
            if (seed.oneIn(40)) {
                clients.forEach(each -> each.asking = null); // their answers are lost
                clients.removeIf(each -> each.told == null);
                fixture.crash();
            }
        }
        calmDown(fixture);

        ConsumerGroupDescription group = fixture.await(fixture.groups.describe(GROUP));
        assertEverythingOwned(fixture, group);
        committed.forEach((partition, offset) -> {
            CommittedOffset found = fixture.committed(partition);
            assertThat(found).isNotNull();
            assertThat(found.offset()).isGreaterThanOrEqualTo(offset);
        });
    }

    private void act(ConsumerGroupsFixture fixture, Seed seed, Assignor assignor) {
        int choice = seed.nextInt(24);
        if (choice < 3 && clients.size() < 7) {
            String instanceId = seed.oneIn(3) ? "instance-" + seed.nextInt(3) : null;
            Client client = new Client(fixture, instanceId, seed.oneOf(WISHES));
            clients.add(client);
            client.join(assignor);
        } else if (choice == 3) {
            fixture.pass(Duration.ofSeconds(seed.nextInt(4)));
        } else if (choice == 4 && seed.oneIn(4)) {
            fixture.topic("sales." + names++, 1 + seed.nextInt(3));
        } else if (!clients.isEmpty()) {
            Client client = seed.oneOf(clients);
            if (choice < 6) {
                clients.remove(client); // silent for good, or leaving
                if (choice == 5 && client.asking == null) {
                    fixture.groups.leave(GROUP, client.id, seed.oneOf(List.of(Leaving.values())));
                }
            } else if (choice < 10) {
                client.commit();
            } else {
                client.beat(seed.oneIn(2));
            }
        }
    }

    /** Everybody does what it is told; those that are silent are fenced. */
    private void calmDown(ConsumerGroupsFixture fixture) {
        fixture.settle();
        if (clients.stream().noneMatch(each -> each.told != null)) {
            Client last = new Client(fixture, null, Subscription.to("orders", "sales"));
            clients.add(last);
            last.join(Assignor.UNIFORM);
            fixture.settle();
        }
        for (int i = 0; i < 40; i++) {
            List.copyOf(clients).forEach(each -> each.beat(true));
            fixture.pass(Duration.ofSeconds(1));
        }
        ensureAlone();
        fixture.settle();
    }

    private void assertEverythingOwned(ConsumerGroupsFixture fixture, ConsumerGroupDescription group) {
        assertThat(group.phase()).isEqualTo(GroupPhase.STABLE);
        assertThat(group.members()).hasSameSizeAs(clients);
        Map<TopicPartition, String> owners = new HashMap<>();
        for (MemberDescription each : group.members()) {
            assertThat(each.assigned()).isEqualTo(each.target());
            each.assigned().forEach(partition -> assertThat(owners.put(partition, each.memberId()))
                    .isNull());
        }
        for (Client each : clients) {
            assertThat(each.held).as(each.id).allMatch(partition -> each.id.equals(owners.get(partition)));
        }
        Set<String> wanted = new HashSet<>();
        for (Client each : clients) {
            wanted.addAll(each.wish.topics());
            if (each.wish.pattern() != null) {
                fixture.log.topics().stream()
                        .filter(topic -> topic.name().startsWith("sales"))
                        .forEach(topic -> wanted.add(topic.name()));
            }
        }
        for (String topic : wanted) {
            int partitions = fixture.log.topic(topic).orElseThrow().config().partitions();
            for (int i = 0; i < partitions; i++) {
                assertThat(owners).containsKey(new TopicPartition(topic, i));
            }
        }
    }
}
