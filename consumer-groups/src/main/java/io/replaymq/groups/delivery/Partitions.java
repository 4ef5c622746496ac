package io.replaymq.groups.delivery;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SeenRecord;
import io.replaymq.groups.state.GroupState;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ReplayLog.FloorRegistration;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a group's topic: members acquire from all of them in turn, and what is said of a message goes to its partition.
 * Protects what is still to be delivered from retention. <b>Threads:</b> the owner thread; the list may be read anywhere.
 */
final class Partitions {
    private final GroupState state;
    private final DeliveryParts parts;
    private final MessageFilter ofGroup;
    private final MessageGroups groups;
    private final Hunger hunger;
    private final List<PartitionDelivery> all = new CopyOnWriteArrayList<>(); // only grows
    private final List<FloorRegistration> floors = new ArrayList<>();
    private TopicDescription topic; // as it was when its partitions were looked at last
    private Set<ViewKey> views = Set.of();
    private int first; // where the next acquire begins

    Partitions(
            GroupState state,
            TopicDescription topic,
            DeliveryParts parts,
            MessageFilter ofGroup,
            MessageGroups groups,
            Hunger hunger) {
        this.state = state;
        this.topic = topic;
        this.parts = parts;
        this.ofGroup = ofGroup;
        this.groups = groups;
        this.hunger = hunger;
        for (int i = 0; i < topic.config().partitions(); i++) {
            all.add(delivery(i));
        }
    }

    private PartitionDelivery delivery(int partition) {
        return new PartitionDelivery(
                state, new TopicPartition(topic.name(), partition), parts, ofGroup, groups, hunger);
    }

    List<PartitionDelivery> all() {
        return all;
    }

    TopicDescription topic() {
        return topic;
    }

    @Nullable
    PartitionDelivery find(int number) {
        return number >= 0 && number < all.size() ? all.get(number) : null;
    }

    void protect() {
        all.forEach(this::protect);
    }

    private void protect(PartitionDelivery each) {
        floors.add(parts.log().protect(each.partition(), each::lowestUnsettled));
    }

    /** Nobody wants what was protected. */
    void release() {
        floors.forEach(FloorRegistration::close);
        floors.clear();
    }

    /** Partitions that were added to the topic are read from their beginning, wherever the group once began: all in them is new. */
    void pickUpAdded() {
        TopicDescription now = parts.log()
                .topic(topic.name())
                .filter(each -> each.topicId() == topic.topicId())
                .orElse(topic);
        for (int i = all.size(); i < now.config().partitions(); i++) {
            PartitionDelivery added = delivery(i);
            added.reform(views);
            all.add(added);
            protect(added);
            added.start();
        }
        topic = now;
    }

    /** From now on members take messages from these views. */
    void reform(Set<ViewKey> wanted) {
        views = wanted;
        hunger.retain(wanted);
        all.forEach(each -> each.reform(wanted));
    }

    List<AcquiredRecord> acquire(Member member, int max) {
        List<AcquiredRecord> acquired = new ArrayList<>(Math.min(max, 64));
        BrokerException unreadable = null;
        for (int i = 0; i < all.size() && acquired.size() < max; i++) {
            try {
                all.get((first + i) % all.size()).acquire(member, max, acquired);
            } catch (BrokerException e) { // the others go on
                unreadable = e;
            }
        }
        first = (first + 1) % all.size();
        if (acquired.size() < max) {
            hunger.unsatisfied(member.view());
        }
        if (unreadable != null && acquired.isEmpty()) {
            throw unreadable;
        }
        return acquired;
    }

    CompletionStage<Void> acknowledge(Member member, List<RecordId> ids) {
        for (RecordId each : ids) {
            PartitionDelivery of = find(each.partition());
            if (of != null) {
                of.custody().acknowledge(member, each);
            }
        }
        return parts.journal().settled();
    }

    CompletionStage<Void> release(Member member, List<RecordId> ids, Seen seen) {
        if (seen == Seen.BY_APPLICATION) {
            return releaseAfter(member, ids, null);
        }
        for (RecordId each : ids) {
            PartitionDelivery of = find(each.partition());
            if (of != null) {
                of.custody().takeBack(member, each);
            }
        }
        all.forEach(PartitionDelivery::resumeReading);
        return CompletableFuture.completedStage(null);
    }

    /** Takes messages back that were seen, to rest for a while; null for as long as the group's policy says. */
    CompletionStage<Void> releaseAfter(Member member, List<RecordId> ids, @Nullable Duration delay) {
        for (RecordId each : ids) {
            PartitionDelivery of = find(each.partition());
            if (of != null) {
                of.custody().release(member, each, delay);
            }
        }
        return parts.journal().settled();
    }

    CompletionStage<List<RecordId>> redeliver(Member member, List<SeenRecord> seen) {
        List<RecordId> held = new ArrayList<>(seen.size());
        for (SeenRecord each : seen) {
            PartitionDelivery of = find(each.id().partition());
            if (of != null && of.custody().redeliver(member, each)) {
                held.add(each.id());
            }
        }
        return parts.journal().settled().thenApply(counted -> held);
    }

    CompletionStage<Void> reject(Member member, List<RecordId> ids, String reason) {
        List<CompletableFuture<Void>> rejected = new ArrayList<>(ids.size());
        for (RecordId each : ids) {
            PartitionDelivery of = find(each.partition());
            CompletableFuture<Void> done = of == null ? null : of.custody().reject(member, each, reason);
            if (done != null) {
                rejected.add(done);
            }
        }
        return CompletableFuture.allOf(rejected.toArray(CompletableFuture[]::new));
    }

    List<RecordId> extend(Member member, List<RecordId> ids) {
        List<RecordId> notHeld = new ArrayList<>();
        for (RecordId each : ids) {
            PartitionDelivery of = find(each.partition());
            if (of == null || !of.custody().extend(member, each)) {
                notHeld.add(each);
            }
        }
        return notHeld;
    }

    CompletionStage<Long> backlog() {
        try {
            CompletionStage<Long> sum = CompletableFuture.completedStage(0L);
            for (PartitionDelivery each : all) {
                sum = sum.thenCombine(each.backlog(), Long::sum);
            }
            return sum;
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    long inFlight() {
        return all.stream().mapToLong(each -> each.custody().inFlight()).sum();
    }

    long resting() {
        return all.stream().mapToLong(each -> each.custody().resting()).sum();
    }
}
