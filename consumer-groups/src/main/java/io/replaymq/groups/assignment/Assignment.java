package io.replaymq.groups.assignment;

import io.replaymq.groups.api.Assignor;
import io.replaymq.log.api.TopicPartition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Divides all partitions that somebody subscribes to, each to one member. */
public final class Assignment {
    private Assignment() {}

    /**
     * Divides.
     *
     * @param topics the topics that exist and how many partitions each has
     * @return every member's partitions; empty for one that gets none
     */
    public static Map<String, Set<TopicPartition>> divide(
            Assignor assignor, List<Candidate> members, Map<String, Integer> topics) {
        List<Candidate> sorted = new ArrayList<>(members);
        sorted.sort(Comparator.comparing(Candidate::order).thenComparing(Candidate::memberId));
        SortedMap<String, Integer> sortedTopics = new TreeMap<>(topics);
        return switch (assignor) {
            case RANGE -> range(sorted, sortedTopics);
            case ROUND_ROBIN -> roundRobin(sorted, sortedTopics);
            case STICKY -> new StickyDivision(sorted, sortedTopics).divide();
            case UNIFORM -> new UniformDivision(sorted, sortedTopics).divide();
        };
    }

    private static Map<String, Set<TopicPartition>> range(List<Candidate> members, SortedMap<String, Integer> topics) {
        Map<String, Set<TopicPartition>> divided = nothingFor(members);
        topics.forEach((topic, partitions) -> {
            List<Candidate> subscribers = subscribers(members, topic);
            int next = 0;
            for (int i = 0; i < subscribers.size(); i++) {
                int count = partitions / subscribers.size() + (i < partitions % subscribers.size() ? 1 : 0);
                for (int end = next + count; next < end; next++) {
                    give(divided, subscribers.get(i), new TopicPartition(topic, next));
                }
            }
        });
        return divided;
    }

    private static Map<String, Set<TopicPartition>> roundRobin(
            List<Candidate> members, SortedMap<String, Integer> topics) {
        Map<String, Set<TopicPartition>> divided = nothingFor(members);
        int turn = 0;
        for (Map.Entry<String, Integer> topic : topics.entrySet()) {
            if (subscribers(members, topic.getKey()).isEmpty()) {
                continue;
            }
            for (int partition = 0; partition < topic.getValue(); partition++) {
                while (!members.get(turn % members.size()).topics().contains(topic.getKey())) {
                    turn++;
                }
                give(divided, members.get(turn % members.size()), new TopicPartition(topic.getKey(), partition));
                turn++;
            }
        }
        return divided;
    }

    static Map<String, Set<TopicPartition>> nothingFor(List<Candidate> members) {
        Map<String, Set<TopicPartition>> divided = new HashMap<>();
        members.forEach(each -> divided.put(each.memberId(), new HashSet<>()));
        return divided;
    }

    static List<Candidate> subscribers(List<Candidate> members, String topic) {
        return members.stream().filter(each -> each.topics().contains(topic)).toList();
    }

    static void give(Map<String, Set<TopicPartition>> divided, Candidate member, TopicPartition partition) {
        divided.computeIfAbsent(member.memberId(), absent -> new HashSet<>()).add(partition);
    }
}
