package io.replaymq.groups.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.Assignor;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
    @SeededTest(runs = 150)
    void givesEveryPartitionToOneWhoSubscribesToIt(Seed seed) {
        Map<String, Integer> topics = topics(seed);
        List<Candidate> members = members(seed, topics, false);
        for (int round = 0; round < 4; round++) {
            for (Assignor assignor : Assignor.values()) {
                Map<String, Set<TopicPartition>> divided = Assignment.divide(assignor, members, topics);

                assertWhole(divided, members, topics);
            }
            members = change(seed, members, Assignment.divide(seed.oneOf(List.of(Assignor.values())), members, topics));
        }
    }

    @SeededTest(runs = 100)
    void isEvenToOneWhereAllSubscribeToTheSame(Seed seed) {
        Map<String, Integer> topics = topics(seed);
        List<Candidate> members = members(seed, topics, true);
        for (int round = 0; round < 4; round++) {
            for (Assignor assignor : List.of(Assignor.STICKY, Assignor.UNIFORM, Assignor.ROUND_ROBIN)) {
                assertEven(sizes(Assignment.divide(assignor, members, topics)));
            }
            Map<String, Set<TopicPartition>> uniform = Assignment.divide(Assignor.UNIFORM, members, topics);
            for (String topic : topics.keySet()) {
                assertEven(uniform.values().stream()
                        .map(each -> (int) each.stream()
                                .filter(partition -> partition.topic().equals(topic))
                                .count())
                        .toList());
            }
            members = change(seed, members, uniform);
        }
    }

    @SeededTest(runs = 100)
    void movesNoMoreThanEvennessNeeds(Seed seed) {
        Map<String, Integer> topics = topics(seed);
        List<Candidate> members = members(seed, topics, true);
        members = change(seed, members, Assignment.divide(Assignor.STICKY, members, topics));

        Map<String, Set<TopicPartition>> divided = Assignment.divide(Assignor.STICKY, members, topics);

        int total = topics.values().stream().mapToInt(each -> each).sum();
        int floor = total / members.size();
        int ceilings = total % members.size();
        List<Integer> had =
                members.stream().map(each -> each.previous().size()).sorted().toList();
        int mostKept = 0;
        for (int i = 0; i < had.size(); i++) { // those with most are the ones to keep one more
            int quota = floor + (had.size() - i <= ceilings ? 1 : 0);
            mostKept += Math.min(quota, had.get(i));
        }
        int kept = 0;
        for (Candidate each : members) {
            Set<TopicPartition> both = new HashSet<>(each.previous());
            both.retainAll(divided.getOrDefault(each.memberId(), Set.of()));
            kept += both.size();
        }
        assertThat(kept).isEqualTo(mostKept);
    }

    @SeededTest(runs = 100)
    void noPartitionCouldMoveToMakeStickyMoreEven(Seed seed) {
        Map<String, Integer> topics = topics(seed);
        List<Candidate> members = members(seed, topics, false);
        Map<String, Set<TopicPartition>> divided = Assignment.divide(Assignor.STICKY, members, topics);

        for (Candidate from : members) {
            for (TopicPartition each : divided.getOrDefault(from.memberId(), Set.of())) {
                for (Candidate to : members) {
                    if (to.topics().contains(each.topic())) {
                        assertThat(divided.getOrDefault(to.memberId(), Set.of()).size())
                                .isGreaterThanOrEqualTo(divided.getOrDefault(from.memberId(), Set.of())
                                                .size()
                                        - 1);
                    }
                }
            }
        }
    }

    @Test
    void evensOutOverAThirdMember() {
        List<Candidate> members = List.of(
                member("a", Set.of("x"), partitions("x", 5)),
                member("b", Set.of("x", "y"), partitions("y", 4)),
                member(
                        "c",
                        Set.of("y"),
                        Set.of(new TopicPartition("y", 4), new TopicPartition("y", 5), new TopicPartition("y", 6))));

        Map<String, Set<TopicPartition>> divided = Assignment.divide(Assignor.STICKY, members, Map.of("x", 5, "y", 7));

        assertEven(sizes(divided));
    }

    @Test
    void rangeGivesTheSameNumbersOfAllTopicsToOneMember() {
        List<Candidate> members =
                List.of(member("a", Set.of("x", "y"), Set.of()), member("b", Set.of("x", "y"), Set.of()));

        Map<String, Set<TopicPartition>> divided = Assignment.divide(Assignor.RANGE, members, Map.of("x", 3, "y", 3));

        assertThat(divided.get("a"))
                .containsExactlyInAnyOrder(
                        new TopicPartition("x", 0),
                        new TopicPartition("x", 1),
                        new TopicPartition("y", 0),
                        new TopicPartition("y", 1));
    }

    private static void assertWhole(
            Map<String, Set<TopicPartition>> divided, List<Candidate> members, Map<String, Integer> topics) {
        Map<TopicPartition, String> owners = new HashMap<>();
        for (Candidate each : members) {
            for (TopicPartition partition : divided.getOrDefault(each.memberId(), Set.of())) {
                assertThat(owners.put(partition, each.memberId())).isNull();
                assertThat(each.topics()).contains(partition.topic());
            }
        }
        topics.forEach((topic, count) -> {
            boolean wanted = members.stream().anyMatch(each -> each.topics().contains(topic));
            for (int i = 0; i < count; i++) {
                assertThat(owners.containsKey(new TopicPartition(topic, i))).isEqualTo(wanted);
            }
        });
        assertThat(owners.keySet()).allMatch(each -> each.partition() < topics.getOrDefault(each.topic(), 0));
    }

    private static void assertEven(List<Integer> sizes) {
        int most = sizes.stream().mapToInt(each -> each).max().orElse(0);
        int least = sizes.stream().mapToInt(each -> each).min().orElse(0);
        assertThat(most - least).as("%s", sizes).isLessThanOrEqualTo(1);
    }

    private static List<Integer> sizes(Map<String, Set<TopicPartition>> divided) {
        return divided.values().stream().map(Set::size).toList();
    }

    /** Some leave, some come. */
    private static List<Candidate> change(
            Seed seed, List<Candidate> members, Map<String, Set<TopicPartition>> divided) {
        List<Candidate> changed = new ArrayList<>();
        for (Candidate each : members) {
            if (!seed.oneIn(4)) {
                changed.add(member(each.memberId(), each.topics(), divided.getOrDefault(each.memberId(), Set.of())));
            }
        }
        Set<String> topics = members.get(0).topics();
        for (int more = seed.nextInt(3); more > 0 || changed.isEmpty(); more--) {
            changed.add(member("new-" + seed.nextInt(1_000_000), topics, Set.of()));
        }
        return changed;
    }

    private static Map<String, Integer> topics(Seed seed) {
        Map<String, Integer> topics = new HashMap<>();
        for (int i = 1 + seed.nextInt(4); i > 0; i--) {
            topics.put("topic-" + i, 1 + seed.nextInt(12));
        }
        return topics;
    }

    private static List<Candidate> members(Seed seed, Map<String, Integer> topics, boolean alike) {
        List<Candidate> members = new ArrayList<>();
        for (int i = 1 + seed.nextInt(6); i > 0; i--) {
            Set<String> wanted = new HashSet<>(topics.keySet());
            if (!alike) {
                wanted.removeIf(each -> seed.oneIn(2));
            }
            members.add(member("member-" + i, wanted, Set.of()));
        }
        return members;
    }

    private static Candidate member(String id, Set<String> topics, Set<TopicPartition> previous) {
        return new Candidate(id, id, topics, previous);
    }

    private static Set<TopicPartition> partitions(String topic, int count) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (int i = 0; i < count; i++) {
            partitions.add(new TopicPartition(topic, i));
        }
        return partitions;
    }
}
