package io.replaymq.groups.delivery;

import io.replaymq.groups.api.DeadLetter;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.SeenRecord;
import io.replaymq.groups.state.GroupState;
import io.replaymq.groups.state.PartitionCursor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one partition between being taken from a view and being settled: who holds them, and what their holders say.
 * They are in flight, or they rest until they are delivered again. <b>Threads:</b> the owner thread.
 */
final class Custody {
    /** How long a message rests that the log refused as a dead letter. */
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    private final GroupState group;
    private final int partition;
    private final PartitionCursor cursor;
    private final InstantSource clock;
    private final Views views;
    private final CursorChanges changes;
    private final DeadLettering deadLetters;
    private final DeadLettering expired;
    private final Member nobody;
    private final InFlight inFlight = new InFlight();
    private final Delays delays = new Delays();
    private final GroupOrder order = new GroupOrder();
    private int expiring;

    /** Nothing in custody. What is given back goes to the views, whose owner sees to it that it is read again. */
    Custody(
            GroupState group,
            PartitionDelivery delivery,
            InstantSource clock,
            Views views,
            CursorChanges changes,
            DeadLettering deadLetters,
            DeadLettering expired) {
        this.group = group;
        this.partition = delivery.number();
        this.cursor = delivery.cursor();
        this.clock = clock;
        this.views = views;
        this.changes = changes;
        this.deadLetters = deadLetters;
        this.expired = expired;
        this.nobody = new Member(group.created().groupId(), Member.State.CONNECTED);
    }

    /** After a restart: what rests is known from the log. */
    void recover() {
        delays.restart(cursor);
    }

    void clear() {
        inFlight.clear();
        delays.clear();
        order.clear();
        expiring = 0;
    }

    int inFlight() {
        return inFlight.size();
    }

    int resting() {
        return delays.size();
    }

    /** Whether a message is neither settled nor here. */
    boolean isElsewhere(long offset) {
        return isFree(offset) && !delays.contains(offset);
    }

    private boolean isFree(long offset) {
        return !cursor.isSettled(offset) && !inFlight.contains(offset);
    }

    /** Hands a message to a member; 0 if it has been delivered as often as it may be, and is given up instead. */
    int take(Member member, long offset, int bucket) {
        int deliveries = cursor.deliveryCount(offset);
        if (group.settings().isExhausted(deliveries)) {
            giveUpExhausted(new HeldRecord(offset, member, deliveries));
            return 0;
        }
        HeldRecord held = new HeldRecord(offset, member, deliveries + 1);
        held.bucket = bucket;
        inFlight.put(held);
        return deliveries + 1;
    }

    /** What becomes of the order of message groups. */
    GroupOrder order() {
        return order;
    }

    /** Whether a message that was given back will be delivered again: it is on its way back, or may be read again. */
    boolean willComeAgain(long offset) {
        HeldRecord held = inFlight.get(offset);
        return held == null ? !cursor.isSettled(offset) : held.state == HeldRecord.State.RETURNING;
    }

    /**
     * A message of a message group was read that is in flight or rests. After a restart that is how its group becomes known.
     */
    void wasMet(long offset, int bucket, MessageGroups groups) {
        HeldRecord held = inFlight.get(offset);
        if (held != null) {
            held.bucket = bucket;
            groups.claim(held.holder, bucket);
        } else if (delays.contains(offset) && cursor.deliveryCount(offset) > 0) {
            order.goesBack(bucket, offset);
        }
    }

    /** The lowest offset at or above another that is in flight; -1 if there is none. */
    long nextInFlight(long from) {
        return inFlight.ceiling(from);
    }

    /** Takes a message that is about to be settled; that is no delivery. */
    HeldRecord takeToSettle(Member member, long offset) {
        HeldRecord held = new HeldRecord(offset, member, cursor.deliveryCount(offset));
        held.state = HeldRecord.State.SETTLING;
        inFlight.put(held);
        return held;
    }

    /** The time of a message is over before anybody got it: it moves to the group's expiry topic, or is settled. */
    void expire(long offset) {
        HeldRecord held = new HeldRecord(offset, nobody, cursor.deliveryCount(offset));
        inFlight.put(held);
        expiring++;
        if (group.settings().expiryTopic() == null) {
            settle(held);
        } else {
            expired.giveUp(held, DeadLetter.EXPIRED);
        }
    }

    /** How many have expired and are not settled yet. */
    int expiring() {
        return expiring;
    }

    /** A message is not to be delivered before a time: that is not what the delivered mark means. */
    void holdBack(long offset, long untilMs) {
        delays.add(offset, untilMs);
        if (!cursor.isWaiting(offset)) {
            changes.holdBack(offset);
        }
    }

    /** When the next message that rests or waits is due; {@link Delays#NEVER} if there is none. */
    long nextDueMs() {
        return delays.nextMs();
    }

    /** Gives out what has rested or waited. Whether any of that can be read now. */
    boolean takeDue(long nowMs) {
        return delays.takeDue(nowMs, views::giveBack);
    }

    void acknowledge(Member member, RecordId id) {
        HeldRecord held = heldBy(member, id);
        if (held != null) {
            settle(held);
        }
    }

    /** Settles a message by itself. */
    void settle(HeldRecord held) {
        changes.settle(held);
    }

    /** Takes a message back that was not seen. */
    void takeBack(Member member, RecordId id) {
        HeldRecord held = heldBy(member, id);
        if (held != null) {
            takeBack(held);
        }
    }

    private void takeBack(HeldRecord held) {
        int before = held.deliveryCount - 1;
        if (before > cursor.deliveryCount(held.offset)) { // counted, and not in the log yet: so is the message
            held.deliveryCount = before;
            giveBack(held, Duration.ZERO);
            return;
        }
        inFlight.remove(held);
        views.giveBack(held.offset);
    }

    /** Takes a message back that was seen, to rest for a while; null for as long as the group's policy says. */
    void release(Member member, RecordId id, @Nullable Duration delay) {
        HeldRecord held = heldBy(member, id);
        if (held != null) {
            Duration rest =
                    delay != null ? delay : group.settings().redelivery().delayAfter(held.deliveryCount);
            countAndReturn(held, rest);
        }
    }

    /**
     * Counts a delivery that was seen; the member delivers the message again itself, unless the group gives it up or lets it rest. Judges a
     * repetition as the call that it repeats. Whether the member still holds it.
     */
    boolean redeliver(Member member, SeenRecord seen) {
        HeldRecord held = heldBy(member, seen.id());
        if (held == null) {
            return false;
        }
        int deliveries = Math.min(seen.deliveryCount(), held.deliveryCount);
        Duration rest = group.settings().redelivery().delayAfter(deliveries);
        if (!rest.isZero() || group.settings().isExhausted(deliveries)) {
            held.deliveryCount = deliveries;
            countAndReturn(held, rest);
            return false;
        }
        if (deliveries == held.deliveryCount) {
            changes.count(held.offset, deliveries);
            held.deliveryCount++;
            held.extend();
        }
        return true;
    }

    /** Gives a message up. Completes when it is settled; null if the member does not hold it. */
    @Nullable
    CompletableFuture<Void> reject(Member member, RecordId id, String reason) {
        HeldRecord held = heldBy(member, id);
        return held != null ? deadLetters.giveUp(held, reason) : deadLetters.doneOf(id.offset());
    }

    /** The time of a message that a member holds begins anew. Whether the member holds it. */
    boolean extend(Member member, RecordId id) {
        HeldRecord held = heldBy(member, id);
        if (held != null) {
            held.extend();
        }
        return held != null;
    }

    /** Gives back what a member holds, as not seen, but for what it names. */
    void takeBackAllBut(Member member, Set<RecordId> keep) {
        for (HeldRecord each : heldBy(member)) {
            if (!keep.contains(new RecordId(partition, each.offset, cursor.generation()))) {
                takeBack(each);
            }
        }
    }

    void fence(Member member) {
        heldBy(member).forEach(each -> countAndReturn(each, Duration.ZERO));
    }

    /** Takes back what was held for too long, and gives out what has rested. Whether any of that can be read now. */
    boolean tick(long nowNanos, long nowMs) {
        long timeoutNanos = group.settings().acquisitionTimeout().toNanos();
        if (timeoutNanos > 0 && inFlight.size() > 0) {
            inFlight.where(each -> each.state == HeldRecord.State.HELD && each.isHeldFor(timeoutNanos, nowNanos))
                    .forEach(each -> countAndReturn(each, Duration.ZERO));
        }
        return takeDue(nowMs);
    }

    /** After a restart: a member says that it holds this. */
    void claim(Member member, RecordId id, long below) {
        long offset = id.offset();
        if (id.generation() == cursor.generation()
                && offset >= 0
                && offset < below
                && isFree(offset)
                && cursor.mayBeDelivered(offset)) {
            delays.remove(offset); // it had rested before the restart, by a clock that has been set back since
            inFlight.put(new HeldRecord(offset, member, cursor.deliveryCount(offset) + 1));
        }
    }

    /**
     * After a restart: what may have been delivered and nobody holds any more counts as delivered. Nothing is given up for that: it
     * may as well never have been sent, so it is delivered once more at least.
     */
    void countUnclaimed(long below) {
        int limit = group.settings().deliveryLimit();
        int most = limit == 0 ? Integer.MAX_VALUE : limit - 1;
        cursor.forEachMaybeDelivered(below, each -> {
            if (isElsewhere(each) && cursor.deliveryCount(each) < most) {
                changes.count(each, cursor.deliveryCount(each) + 1);
            }
        });
    }

    /** What a member holds under that id; null if it does not, or something is being done about it. */
    @Nullable
    HeldRecord heldBy(Member member, RecordId id) {
        if (id.generation() != cursor.generation()) {
            return null;
        }
        HeldRecord held = inFlight.get(id.offset());
        return held != null && held.holder == member && held.state == HeldRecord.State.HELD ? held : null;
    }

    private List<HeldRecord> heldBy(Member member) {
        return inFlight.where(each -> each.holder == member && each.state == HeldRecord.State.HELD);
    }

    private void countAndReturn(HeldRecord held, Duration rest) {
        if (group.settings().isExhausted(held.deliveryCount)) {
            giveUpExhausted(held);
        } else {
            giveBack(held, rest);
        }
    }

    private void giveBack(HeldRecord held, Duration rest) {
        order.goesBack(held.bucket, held.offset);
        changes.giveBack(held, rest.isZero() ? 0 : clock.millis() + rest.toMillis());
    }

    private void giveUpExhausted(HeldRecord held) {
        inFlight.put(held);
        deadLetters.giveUp(held, DeadLetter.DELIVERY_LIMIT);
    }

    /** The log would not have it as a dead letter: it is tried again, but not at once. */
    void restAfterRefusal(HeldRecord held) {
        if (remove(held)) {
            delays.add(held.offset, clock.millis() + AFTER_REFUSAL.toMillis());
        }
    }

    /** It is settled in the log. Whether it was here. */
    boolean remove(HeldRecord settled) {
        boolean wasHere = inFlight.remove(settled);
        expiring -= wasHere && settled.holder == nobody ? 1 : 0;
        return wasHere;
    }

    /** They were to be settled together with something that was refused. */
    void stayHeld(List<HeldRecord> messages) {
        for (HeldRecord each : messages) {
            each.state = HeldRecord.State.HELD;
            if (each.holder.state == Member.State.LEAVING) {
                countAndReturn(each, Duration.ZERO);
            }
        }
    }

    /** They pass to a keeper. */
    void handOver(List<HeldRecord> messages, Member keeper) {
        for (HeldRecord each : messages) {
            HeldRecord kept = new HeldRecord(each.offset, keeper, each.deliveryCount);
            kept.bucket = each.bucket;
            kept.state = HeldRecord.State.KEPT;
            inFlight.put(kept);
        }
    }

    /** After a restart: what a keeper has claimed is kept. */
    void keepClaimed(Member keeper) {
        heldBy(keeper).forEach(each -> each.state = HeldRecord.State.KEPT);
    }

    /** What a keeper holds under that id; null if it does not, or something is being done about it. */
    @Nullable
    HeldRecord keptBy(Member keeper, RecordId id) {
        HeldRecord held = id.generation() == cursor.generation() ? inFlight.get(id.offset()) : null;
        return held != null && held.holder == keeper && held.state == HeldRecord.State.KEPT ? held : null;
    }

    /** What was kept is about to go back, for as long a rest as the group's policy says. */
    void beginReturn(HeldRecord kept) {
        Duration rest = group.settings().redelivery().delayAfter(kept.deliveryCount);
        kept.returns(rest.isZero() ? 0 : clock.millis() + rest.toMillis());
    }

    /** What was kept goes back, or is given up: that it was delivered is in the log. */
    void endReturn(List<HeldRecord> messages) {
        List<HeldRecord> back = new ArrayList<>(messages.size());
        for (HeldRecord each : messages) {
            if (group.settings().isExhausted(each.deliveryCount)) {
                giveUpExhausted(each);
            } else {
                order.goesBack(each.bucket, each.offset);
                back.add(each);
            }
        }
        returned(back);
    }

    /** Their counts are in the log. */
    void returned(List<HeldRecord> messages) {
        long nowMs = messages.isEmpty() ? 0 : clock.millis();
        for (HeldRecord each : messages) {
            if (!inFlight.remove(each)) {
                continue;
            }
            if (each.notBeforeMs() > nowMs) {
                delays.add(each.offset, each.notBeforeMs());
            } else {
                views.giveBack(each.offset);
            }
        }
    }
}
