package io.replaymq.groups.delivery;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.TraitsReader;
import io.replaymq.groups.api.UnreadablePartitionException;
import io.replaymq.groups.state.GroupState;
import io.replaymq.groups.state.PartitionCursor;
import io.replaymq.groups.window.WindowedCursor;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.StoredRecord;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A group's deliveries from one partition: takes messages from views and puts them into the custody of members.
 *
 * <p>A message is ahead of a view, in it, in {@link Custody}, or settled; in custody or settled it is so for all views. It is delivered only
 * once the log says that it may have been, so that after a crash everything that may have been delivered is known: below the delivered
 * mark, which is raised ahead in steps, durably; or, of what a view with a filter lets through, one by one, as it is read ahead.
 *
 * <p><b>Threads:</b> the owner thread, except {@link #lowestUnsettled()}.
 */
final class PartitionDelivery implements CursorChanges.Outcome {
    private static final int MAX_EXPIRING = 4_096;
    private static final int CLAIMS_FETCH_BYTES = 64 << 10;
    private static final long ALARM_AHEAD_MS = 1_000;

    private final int number;
    private final TopicPartition partition;
    private final PartitionCursor cursor;
    private final Views views;
    private final Backlog backlog;
    private final Hunger hunger;
    private final CursorChanges changes;
    private final DeadLettering deadLetters;
    private final DeadLettering expired;
    private final Admission admission;
    private final DeliveryParts parts;
    private final Custody custody;

    private long nextToTake;
    private long alarmMs = Delays.NEVER;
    private @Nullable BrokerException failure;
    private volatile long lowestUnsettled;

    /**
     * Delivers nothing before {@link #start}.
     *
     * @param number the partition's in the group
     */
    PartitionDelivery(
            GroupState group,
            int number,
            TopicPartition partition,
            DeliveryParts parts,
            MessageFilter ofGroup,
            MessageGroups groups,
            Hunger hunger) {
        this.number = number;
        this.partition = partition;
        this.cursor = group.cursor(number);
        this.views = new Views(key -> new View(key, this, parts));
        this.backlog = new Backlog(parts.log(), parts.owner(), partition, cursor, ofGroup);
        this.changes = new CursorChanges(group.created().groupId(), number, cursor, parts.journal(), this);
        this.deadLetters = new DeadLettering(this, group, parts, GroupSettings::deadLetterTopic);
        this.expired = new DeadLettering(this, group, parts, GroupSettings::expiryTopic);
        this.custody = new Custody(group, this, parts.clock(), views, changes, deadLetters, expired);
        this.admission = new Admission(ofGroup, parts, cursor, custody, changes, backlog, groups);
        this.parts = parts;
        this.hunger = hunger;
        this.lowestUnsettled = cursor.floor();
        custody.recover();
    }

    /** Begins (again) at the floor of the cursor, unless it was stopped. */
    void start() {
        if (failure != null || isGone()) {
            return;
        }
        nextToTake = 0;
        lowestUnsettled = cursor.floor();
        changes.restart();
        backlog.restart();
        views.restart(cursor.floor());
    }

    /** Begins after a restart, once it is known from what members hold which message groups are theirs. */
    void startWithClaims() {
        meetClaims(custody.nextInFlight(0), cursor.generation());
    }

    private void meetClaims(long from, int generation) {
        if (from < 0 || parts.knowledge().traits() == TraitsReader.NONE) {
            start();
            return;
        }
        try {
            parts.log()
                    .fetch(partition, from, CLAIMS_FETCH_BYTES)
                    .whenCompleteAsync((fetch, failure) -> metClaims(fetch, generation), parts.owner());
        } catch (BrokerException e) {
            failed(e);
        }
    }

    private void metClaims(@Nullable Fetch fetch, int generation) {
        if (generation != cursor.generation()) {
            return; // rewound meanwhile, and started by that
        }
        if (fetch == null) {
            start(); // what is wrong with the log shows there
            return;
        }
        try {
            fetch.batches().forEach(batch -> batch.forEach(admission::meet));
        } catch (IllegalStateException e) { // a batch that holds no records: shows there too
            start();
            return;
        }
        meetClaims(custody.nextInFlight(fetch.nextOffset()), generation);
    }

    /** From now on members take messages from these views. */
    void reform(Set<ViewKey> wanted) {
        views.reform(wanted, cursor.floor());
        views.all().forEach(this::announceNextOf);
    }

    /** Begins at the floor of a new generation: nothing of the old one matters any more. */
    void startGeneration() {
        custody.clear();
        deadLetters.restart();
        expired.restart();
        failure = failure instanceof UnreadablePartitionException ? null : failure; // it may be elsewhere
        start();
    }

    /** Ends it for good: its group is no more. */
    void stop(BrokerException reason) {
        failure = reason;
        views.stop();
        custody.clear();
        deadLetters.stop(reason);
        expired.stop(reason);
    }

    PartitionCursor cursor() {
        return cursor;
    }

    TopicPartition partition() {
        return partition;
    }

    /** Its number in the group. */
    int number() {
        return number;
    }

    /** Whether it is there no more: its topic was deleted past the group, which goes on with the others. */
    boolean isGone() {
        return parts.log()
                .topic(partition.topic())
                .filter(each -> partition.partition() < each.config().partitions())
                .isEmpty();
    }

    /** The messages between delivery and settling. */
    Custody custody() {
        return custody;
    }

    long lowestUnsettled() {
        return lowestUnsettled;
    }

    CompletionStage<Long> backlog() {
        return backlog.count();
    }

    private boolean isReady(View view) {
        if (failure != null) {
            return true;
        }
        StoredRecord next = view.peek();
        return next != null && cursor.mayBeDelivered(next.offset());
    }

    void acquire(Member member, int max, List<AcquiredRecord> into) {
        if (failure != null) {
            throw failure;
        }
        View view = views.of(member.view());
        if (view == null) {
            return;
        }
        long nowMs = parts.clock().millis();
        for (StoredRecord next = view.peek();
                into.size() < max && next != null && cursor.mayBeDelivered(next.offset());
                next = view.peek()) {
            view.window().take();
            views.tookBy(view);
            int bucket = admission.bucketOf(next);
            if (admission.hasExpired(next, nowMs) || !admission.isFor(member, next, bucket)) {
                continue;
            }
            nextToTake = Math.max(nextToTake, next.offset() + 1);
            int deliveryCount = custody.take(member, next.offset(), bucket);
            if (bucket != MessageGroups.NONE) {
                view.window().reread(custody.order().taken(bucket, next.offset(), custody::willComeAgain));
            }
            if (deliveryCount > 0) {
                RecordId id = new RecordId(number, next.offset(), cursor.generation());
                into.add(new AcquiredRecord(id, deliveryCount, next));
            }
        }
        announceNextOf(view);
        view.window().fill();
    }

    /** Message groups in these buckets are nobody's any more: what was passed over because of that is for others now. */
    void bucketsFreed(List<Integer> buckets) {
        views.reread(custody.order().freed(buckets));
        resumeReading();
    }

    /** Takes a message that is neither settled nor in custody, wherever it is, to settle it. */
    HeldRecord takeFromAnywhere(Member member, long offset) {
        views.forget(offset);
        return custody.takeToSettle(member, offset);
    }

    /** What was given back is read again. */
    void resumeReading() {
        setAlarm();
        views.fill();
        views.all().forEach(this::announceNextOf);
        feedAll();
    }

    private void feedAll() {
        for (View each : views.all()) {
            feed(each);
        }
    }

    private void feed(View view) {
        if (hunger.isHungry(view.key()) && isReady(view)) {
            hunger.feed(view.key());
        }
    }

    void tick(long nowNanos, long nowMs) {
        deadLetters.tick();
        expired.tick();
        admission.sweep(views, nowMs);
        views.reread(custody.order().tick(custody::willComeAgain));
        if (custody.tick(nowNanos, nowMs)) {
            resumeReading();
        }
        setAlarm();
    }

    /** Has it come to pass at the right time what is due before long; what comes later is looked at with a tick. */
    private void setAlarm() {
        long dueMs = custody.nextDueMs();
        if (dueMs >= alarmMs) {
            return;
        }
        long nowMs = parts.clock().millis();
        if (dueMs > nowMs + ALARM_AHEAD_MS) {
            return;
        }
        alarmMs = dueMs;
        parts.later().executeAfter(Math.max(0, dueMs - nowMs), () -> {
            alarmMs = alarmMs == dueMs ? Delays.NEVER : alarmMs;
            if (failure == null && custody.takeDue(parts.clock().millis())) {
                resumeReading();
            }
            setAlarm();
        });
    }

    /** Whether a view may read on: not while more has expired than is settled soon. */
    boolean mayReadOn() {
        return custody.expiring() < MAX_EXPIRING;
    }

    /** Has the log say that the next message may have been delivered, and what follows it, before that is needed. */
    private void announceNextOf(View view) {
        StoredRecord next = view.isInUse() ? view.peek() : null;
        if (next != null && view.key().isWhole()) {
            changes.raiseDeliveredMark(Math.max(next.offset(), nextToTake));
        }
        if (next != null && cursor.isWaiting(next.offset())) {
            changes.offer(next.offset()); // it was due before the log had it that it waits
        }
    }

    /** These are settled in the log. */
    void settled(List<HeldRecord> messages) {
        for (HeldRecord each : messages) {
            if (custody.remove(each)) {
                backlog.settled(each.offset);
            }
        }
        lowestUnsettled = cursor.floor();
    }

    @Override
    public void applied(List<HeldRecord> settled, List<HeldRecord> returned) {
        settled(settled);
        custody.returned(returned);
        resumeReading();
    }

    @Override
    public void failed(BrokerException cause) {
        failure = failure == null ? cause : failure;
        views.stop();
        deadLetters.stop(cause);
        expired.stop(cause);
        feedAll();
    }

    /** A message was read for a view. Its priority if it is to be delivered by way of that, or {@link WindowedCursor#PASS}. */
    int admit(StoredRecord message, ViewKey view) {
        return admission.admit(message, view);
    }

    /** Everything below an offset was read for a view. */
    void sawEverythingBelow(long offset) {
        backlog.sawEverythingBelow(offset);
    }

    /** There are no messages at these offsets, nor will there be. */
    void sawHole(long from, long to) {
        if (cursor.nextUnsettled(from) < to) {
            if (backlog.hasCounted(from)) {
                backlog.forget();
            }
            changes.settleHole(from, to);
        }
    }

    /** There may be something to take from a view. */
    void arrived(View view) {
        setAlarm();
        announceNextOf(view);
        feed(view);
    }
}
