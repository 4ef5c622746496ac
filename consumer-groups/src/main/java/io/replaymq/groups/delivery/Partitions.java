package io.replaymq.groups.delivery;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SeenRecord;
import io.replaymq.groups.journal.Change;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.groups.state.GroupState;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ReplayLog.FloorRegistration;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a group's topic: members acquire from all of them in turn, and what is said of a message goes to its partition.
 * Protects what is still to be delivered from retention. <b>Threads:</b> the owner thread; the list may be read anywhere.
 */
final class Partitions {
    /** A partition of many topics reads ahead one of so many parts of what one topic's does, at the least. */
    private static final int LEAST_PART = 64;

    private final GroupState state;
    private final DeliveryParts parts;
    private final MessageFilter ofGroup;
    private final MessageGroups groups;
    private final Hunger hunger;
    private final List<PartitionDelivery> all = new CopyOnWriteArrayList<>(); // only grows
    private final List<FloorRegistration> floors = new ArrayList<>();
    private final Sources sources;
    private Set<ViewKey> views = Set.of();
    private int first; // where the next acquire begins
    private Looking looking = Looking.DONE;

    private enum Looking {
        DONE,
        /** What was found is on the way into the log. */
        FOUND
    }

    Partitions(
            GroupState state,
            Sources sources,
            DeliveryParts parts,
            MessageFilter ofGroup,
            MessageGroups groups,
            Hunger hunger) {
        this.state = state;
        this.sources = sources;
        this.parts = parts;
        this.ofGroup = ofGroup;
        this.groups = groups;
        this.hunger = hunger;
        sources.known(state).forEach(each -> all.add(delivery(each)));
    }

    /** The next one. Of many topics, each reads ahead less than the one before: together they must not need memory without bound. */
    private PartitionDelivery delivery(TopicPartition partition) {
        DeliveryParts ofIt = sources.areMany() ? parts.readingAhead(Math.min(all.size() + 1, LEAST_PART)) : parts;
        return new PartitionDelivery(state, all.size(), partition, ofIt, ofGroup, groups, hunger);
    }

    List<PartitionDelivery> all() {
        return all;
    }

    /** Where each begins, or {@link StartPositions#UNCHANGED}. */
    CompletionStage<List<Long>> resolve(GroupStart start) {
        List<PartitionDelivery> there =
                all.stream().filter(each -> !each.isGone()).toList();
        List<TopicPartition> partitions =
                there.stream().map(PartitionDelivery::partition).toList();
        return new StartPositions(parts.log(), state.created().topic(), partitions)
                .resolve(start)
                .thenApply(offsets -> {
                    List<Long> byNumber = new ArrayList<>(Collections.nCopies(all.size(), StartPositions.UNCHANGED));
                    for (int i = 0; i < offsets.size(); i++) {
                        byNumber.set(there.get(i).number(), offsets.get(i));
                    }
                    return byNumber;
                });
    }

    @Nullable
    PartitionDelivery find(int number) {
        return number >= 0 && number < all.size() ? all.get(number) : null;
    }

    void protect() {
        all.forEach(this::protect);
    }

    private void protect(PartitionDelivery each) {
        if (!each.isGone()) {
            floors.add(parts.log().protect(each.partition(), each::lowestUnsettled));
        }
    }

    /** Nobody wants what was protected. */
    void release() {
        floors.forEach(FloorRegistration::close);
        floors.clear();
    }

    /**
     * Partitions that were added to the topic, or to the topics that are meant, are read from their beginning, wherever the group once began:
     * all in them is new.
     */
    void pickUpAdded() {
        if (!sources.mayBeMoreThan(all.size())) {
            return;
        }
        List<TopicPartition> present = sources.present();
        if (!sources.areMany()) {
            present.subList(Math.min(all.size(), present.size()), present.size())
                    .forEach(this::add);
        } else if (looking == Looking.DONE) {
            Set<TopicPartition> found = new LinkedHashSet<>(present);
            all.forEach(each -> found.remove(each.partition()));
            if (!found.isEmpty()) {
                join(List.copyOf(found));
            }
        }
    }

    /** Which number means which partition is in the log before anything of it is delivered. */
    private void join(List<TopicPartition> found) {
        looking = Looking.FOUND;
        UUID groupId = state.created().groupId();
        List<GroupRecord> records = new ArrayList<>();
        for (TopicPartition each : found) {
            records.add(new GroupRecord.Source(groupId, all.size() + records.size(), each));
        }
        parts.journal()
                .submit(Change.of(
                        records,
                        Durability.DURABLE,
                        () -> {
                            looking = Looking.DONE;
                            found.forEach(this::add);
                        },
                        failure -> {}));
    }

    private void add(TopicPartition partition) {
        PartitionDelivery added = delivery(partition);
        added.reform(views);
        all.add(added);
        protect(added);
        added.start();
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
        first = all.isEmpty() ? 0 : (first + 1) % all.size();
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
                sum = each.isGone() ? sum : sum.thenCombine(each.backlog(), Long::sum);
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
