package io.replaymq.groups.membership;

import io.replaymq.groups.api.Assignor;
import io.replaymq.groups.assignment.Assignment;
import io.replaymq.groups.assignment.Candidate;
import io.replaymq.log.api.TopicPartition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is to have what, given who is there.
 *
 * @param topics what it was made from: topics and how many partitions they have
 * @param targets every member's partitions
 */
record TargetPlan(Map<String, Integer> topics, Map<String, Set<TopicPartition>> targets) {
    static TargetPlan of(Memberships state, TopicCatalog catalog) {
        List<Candidate> candidates = new ArrayList<>();
        for (Member each : state.members()) {
            String instanceId = each.joined().instanceId();
            candidates.add(new Candidate(
                    each.memberId(),
                    instanceId == null ? each.memberId() : instanceId,
                    catalog.resolve(each.joined().subscription()),
                    each.target()));
        }
        Map<String, Integer> topics = new HashMap<>();
        candidates.forEach(
                candidate -> candidate.topics().forEach(topic -> topics.computeIfAbsent(topic, catalog::partitions)));
        return new TargetPlan(topics, Assignment.divide(assignor(state), candidates, topics));
    }

    /** What its assignment would be made from now. */
    static Map<String, Integer> topics(Memberships state, TopicCatalog catalog) {
        Map<String, Integer> topics = new HashMap<>();
        for (Member each : state.members()) {
            catalog.resolve(each.joined().subscription())
                    .forEach(topic -> topics.computeIfAbsent(topic, catalog::partitions));
        }
        return topics;
    }

    /** What most members want; of several, the first in the order of declaration. */
    private static Assignor assignor(Memberships state) {
        Map<Assignor, Integer> votes = new EnumMap<>(Assignor.class);
        state.members().forEach(each -> votes.merge(each.joined().assignor(), 1, Integer::sum));
        Assignor winner = Assignor.UNIFORM;
        for (Map.Entry<Assignor, Integer> each : votes.entrySet()) {
            winner = each.getValue() > votes.getOrDefault(winner, 0) ? each.getKey() : winner;
        }
        return winner;
    }
}
