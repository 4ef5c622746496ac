package io.replaymq.groups.assignment;

import io.replaymq.log.api.TopicPartition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Topic by topic: each subscriber gets the whole quotient, and those who have least in total get one of the remainder. Within its
 * quota a member keeps what it has. Where all subscribe to the same, totals differ by one at most as well.
 */
final class UniformDivision {
    private final List<Candidate> members;
    private final SortedMap<String, Integer> topics;
    private final Map<String, Set<TopicPartition>> divided;

    UniformDivision(List<Candidate> members, SortedMap<String, Integer> topics) {
        this.members = members;
        this.topics = topics;
        this.divided = Assignment.nothingFor(members);
    }

    Map<String, Set<TopicPartition>> divide() {
        topics.forEach((topic, partitions) -> {
            List<Candidate> subscribers = Assignment.subscribers(members, topic);
            if (!subscribers.isEmpty()) {
                divide(topic, partitions, subscribers);
            }
        });
        return divided;
    }

    private void divide(String topic, int partitions, List<Candidate> subscribers) {
        Set<TopicPartition> free = new TreeSet<>();
        for (int i = 0; i < partitions; i++) {
            free.add(new TopicPartition(topic, i));
        }
        Map<Candidate, List<TopicPartition>> had = new HashMap<>();
        Set<TopicPartition> taken = new HashSet<>();
        for (Candidate each : subscribers) {
            had.put(
                    each,
                    each.previous().stream()
                            .filter(partition -> free.contains(partition) && taken.add(partition))
                            .sorted()
                            .toList());
        }
        Map<Candidate, Integer> quotas = quotas(partitions, subscribers, had);
        for (Candidate each : subscribers) {
            int kept = Math.min(
                    quotas.getOrDefault(each, 0),
                    had.getOrDefault(each, List.of()).size());
            for (TopicPartition partition : had.getOrDefault(each, List.of()).subList(0, kept)) {
                free.remove(partition);
                Assignment.give(divided, each, partition);
            }
            quotas.merge(each, -kept, Integer::sum);
        }
        Deque<TopicPartition> rest = new ArrayDeque<>(free);
        for (Candidate each : subscribers) {
            for (int more = quotas.getOrDefault(each, 0); more > 0; more--) {
                Assignment.give(divided, each, rest.remove());
            }
        }
    }

    private Map<Candidate, Integer> quotas(
            int partitions, List<Candidate> subscribers, Map<Candidate, List<TopicPartition>> had) {
        Map<Candidate, Integer> quotas = new HashMap<>();
        int quotient = partitions / subscribers.size();
        subscribers.forEach(each -> quotas.put(each, quotient));
        List<Candidate> byNeed = new ArrayList<>(subscribers);
        byNeed.sort(Comparator.comparingInt(this::total)
                .thenComparing(Comparator.comparingInt((Candidate each) ->
                                had.getOrDefault(each, List.of()).size())
                        .reversed()));
        byNeed.subList(0, partitions % subscribers.size()).forEach(each -> quotas.merge(each, 1, Integer::sum));
        return quotas;
    }

    private int total(Candidate member) {
        return divided.getOrDefault(member.memberId(), Set.of()).size();
    }
}
