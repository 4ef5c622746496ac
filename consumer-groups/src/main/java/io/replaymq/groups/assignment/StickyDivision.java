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
import org.jspecify.annotations.Nullable;

/**
 * Starts from what each member has, gives what is free to those who have least, and then moves partitions from those who have most
 * to those who have least until nobody has two more than another who could take one from it.
 *
 * <p>"Could take" is meant over others: where the one with most and the one with least share no topic, a partition moves from the first
 * to a third, and another from that to the second. Such a path is searched breadth first over members and topics; when there is none
 * from any member, no division is more even (a semi-matching without a cost-reducing path is optimal).
 */
final class StickyDivision {
    private final List<Candidate> members;
    private final SortedMap<String, Integer> topics;
    private final Map<String, List<Integer>> subscribers = new HashMap<>();
    private final List<Map<String, TreeSet<Integer>>> owned = new ArrayList<>();
    private final int[] loads;

    /** How a member was reached: from which other one, and by a partition of which topic. */
    private record Step(int from, String topic) {}

    StickyDivision(List<Candidate> members, SortedMap<String, Integer> topics) {
        this.members = members;
        this.topics = topics;
        this.loads = new int[members.size()];
        for (int i = 0; i < members.size(); i++) {
            owned.add(new HashMap<>());
            for (String topic : members.get(i).topics()) {
                subscribers.computeIfAbsent(topic, absent -> new ArrayList<>()).add(i);
            }
        }
    }

    Map<String, Set<TopicPartition>> divide() {
        giveOut(keepPrevious());
        while (moveOne()) {
            // one step nearer to even
        }
        Map<String, Set<TopicPartition>> divided = Assignment.nothingFor(members);
        for (int i = 0; i < members.size(); i++) {
            Candidate member = members.get(i);
            owned.get(i)
                    .forEach((topic, numbers) -> numbers.forEach(
                            number -> Assignment.give(divided, member, new TopicPartition(topic, number))));
        }
        return divided;
    }

    private Set<TopicPartition> keepPrevious() {
        Set<TopicPartition> free = new TreeSet<>();
        topics.forEach((topic, partitions) -> {
            for (int i = 0; i < partitions && subscribers.containsKey(topic); i++) {
                free.add(new TopicPartition(topic, i));
            }
        });
        for (int i = 0; i < members.size(); i++) {
            for (TopicPartition each : new TreeSet<>(members.get(i).previous())) {
                if (members.get(i).topics().contains(each.topic()) && free.remove(each)) {
                    give(i, each.topic(), each.partition());
                }
            }
        }
        return free;
    }

    /** Those that few could take go first: the others have more choice left. */
    private void giveOut(Set<TopicPartition> free) {
        List<TopicPartition> byChoice = new ArrayList<>(free);
        byChoice.sort(Comparator.comparingInt(
                each -> subscribers.getOrDefault(each.topic(), List.of()).size()));
        for (TopicPartition each : byChoice) {
            int least = -1;
            for (int member : subscribers.getOrDefault(each.topic(), List.of())) {
                least = least < 0 || loads[member] < loads[least] ? member : least;
            }
            give(least, each.topic(), each.partition());
        }
    }

    private boolean moveOne() {
        List<Integer> byLoad = new ArrayList<>();
        int lightest = Integer.MAX_VALUE;
        for (int i = 0; i < loads.length; i++) {
            byLoad.add(i);
            lightest = Math.min(lightest, loads[i]);
        }
        byLoad.sort(Comparator.comparingInt((Integer each) -> loads[each]).reversed());
        for (int from : byLoad) {
            if (loads[from] < lightest + 2) {
                return false;
            }
            if (moveFrom(from)) {
                return true;
            }
        }
        return false;
    }

    private boolean moveFrom(int from) {
        @Nullable Step[] reached = new Step[loads.length];
        int to = -1;
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            int member = open.remove();
            for (String topic : new TreeSet<>(owned.get(member).keySet())) {
                if (!seen.add(topic)) {
                    continue;
                }
                for (int next : subscribers.getOrDefault(topic, List.of())) {
                    if (next != from && reached[next] == null) {
                        reached[next] = new Step(member, topic);
                        open.add(next);
                        boolean better = loads[next] <= loads[from] - 2 && (to < 0 || loads[next] < loads[to]);
                        to = better ? next : to;
                    }
                }
            }
        }
        for (int at = to; at >= 0 && at != from; ) {
            Step step = reached[at];
            at = step == null ? from : move(step, at);
        }
        return to >= 0;
    }

    private int move(Step step, int to) {
        Map<String, TreeSet<Integer>> source = owned.get(step.from());
        TreeSet<Integer> numbers = source.getOrDefault(step.topic(), new TreeSet<>());
        int number = numbers.last();
        numbers.remove(number);
        if (numbers.isEmpty()) {
            source.remove(step.topic());
        }
        loads[step.from()]--;
        give(to, step.topic(), number);
        return step.from();
    }

    private void give(int member, String topic, int number) {
        owned.get(member).computeIfAbsent(topic, absent -> new TreeSet<>()).add(number);
        loads[member]++;
    }
}
