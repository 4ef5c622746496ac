package io.replaymq.groups.delivery;

import io.replaymq.groups.api.DeadLetter;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.api.MessageTraits;
import io.replaymq.groups.api.TraitsReader;
import io.replaymq.groups.state.PartitionCursor;
import io.replaymq.groups.window.WindowedCursor;
import io.replaymq.log.record.StoredRecord;
import java.time.InstantSource;

/**
 * Decides what becomes of a message of one partition that was read: whether it belongs to the group at all, and whether it is delivered now,
 * later, or not any more. <b>Threads:</b> the owner thread.
 */
final class Admission {
    private final MessageFilter ofGroup;
    private final TraitsReader traits;
    private final InstantSource clock;
    private final PartitionCursor cursor;
    private final Custody custody;
    private final CursorChanges changes;
    private final Backlog backlog;
    private final MessageGroups groups;
    private long earliestExpirationMs = Long.MAX_VALUE; // of what was let into windows

    Admission(
            MessageFilter ofGroup,
            DeliveryParts parts,
            PartitionCursor cursor,
            Custody custody,
            CursorChanges changes,
            Backlog backlog,
            MessageGroups groups) {
        this.ofGroup = ofGroup;
        this.traits = parts.knowledge().traits();
        this.clock = parts.clock();
        this.cursor = cursor;
        this.custody = custody;
        this.changes = changes;
        this.backlog = backlog;
        this.groups = groups;
    }

    /** A message was read for a view. Its priority if it is to be delivered by way of that, or {@link WindowedCursor#PASS}. */
    int admit(StoredRecord message, ViewKey view) {
        long offset = message.offset();
        if (!ofGroup.matches(message)) {
            if (!cursor.isSettled(offset)) {
                changes.settleHole(offset, offset + 1);
            }
            return WindowedCursor.PASS;
        }
        backlog.sawMessage(offset);
        MessageTraits known = traits.of(message);
        int bucket = meet(message, known);
        if (!custody.isElsewhere(offset)
                || isOver(message, known.expirationMs())
                || isAhead(message, known.deliveryTimeMs())
                || !view.filter().matches(message)) {
            return WindowedCursor.PASS;
        }
        Member member = view.member();
        if (bucket != MessageGroups.NONE && member != null && !groups.isOpenTo(member, bucket)) {
            custody.order().passOver(bucket, offset);
            return WindowedCursor.PASS;
        }
        if (cursor.isWaiting(offset) || (!view.isWhole() && !cursor.mayBeDelivered(offset))) {
            changes.offer(offset);
        }
        return known.priority();
    }

    /** A message was read: if it is in flight or rests, its group is known from now on. Its bucket. */
    int meet(StoredRecord message) {
        return meet(message, traits.of(message));
    }

    private int meet(StoredRecord message, MessageTraits known) {
        int bucket = groups.bucketOf(known.group());
        if (bucket != MessageGroups.NONE && !custody.isElsewhere(message.offset())) {
            custody.wasMet(message.offset(), bucket, groups);
        }
        return bucket;
    }

    private boolean isOver(StoredRecord message, long expirationMs) {
        if (expirationMs <= 0) {
            return false;
        }
        if (expirationMs > clock.millis()) {
            earliestExpirationMs = Math.min(earliestExpirationMs, expirationMs);
            return false;
        }
        return expire(message);
    }

    /** A dead letter lies where somebody is to look at it, however long that takes: it does not expire again. */
    private boolean expire(StoredRecord message) {
        if (DeadLetter.in(message.content()).isPresent()) {
            return false;
        }
        if (custody.isElsewhere(message.offset())) {
            custody.expire(message.offset());
        }
        return true;
    }

    private boolean isAhead(StoredRecord message, long deliveryTimeMs) {
        if (deliveryTimeMs <= 0 || deliveryTimeMs <= clock.millis()) {
            return false;
        }
        custody.holdBack(message.offset(), deliveryTimeMs);
        return true;
    }

    /** The bucket of its message group; {@link MessageGroups#NONE} where there are none. */
    int bucketOf(StoredRecord message) {
        return groups.areMet() ? groups.bucketOf(traits.of(message).group()) : MessageGroups.NONE;
    }

    /** Whether a member may have a message of a message group now; if not, it is passed over, to be read again when it may. */
    boolean isFor(Member member, StoredRecord message, int bucket) {
        if (bucket == MessageGroups.NONE) {
            return true;
        }
        if (!groups.isOpenTo(member, bucket)) {
            custody.order().passOver(bucket, message.offset());
            return false;
        }
        if (!custody.order().isInTurn(bucket, message.offset(), custody::willComeAgain)) {
            custody.order().holdUp(bucket, message.offset());
            return false;
        }
        groups.claim(member, bucket);
        return true;
    }

    /** Whether a message that was let into a window has expired there; it is given up then. */
    boolean hasExpired(StoredRecord message, long nowMs) {
        long expirationMs =
                nowMs < earliestExpirationMs ? 0 : traits.of(message).expirationMs();
        return expirationMs > 0 && expirationMs <= nowMs && expire(message);
    }

    /** Takes out of all windows what has expired there. */
    void sweep(Views views, long nowMs) {
        if (nowMs < earliestExpirationMs) {
            return;
        }
        long[] earliest = {Long.MAX_VALUE};
        for (View view : views.all()) {
            view.window().removeIf(each -> {
                if (hasExpired(each, nowMs)) {
                    return true;
                }
                long expirationMs = traits.of(each).expirationMs();
                earliest[0] = expirationMs > nowMs ? Math.min(earliest[0], expirationMs) : earliest[0];
                return false;
            });
        }
        earliestExpirationMs = earliest[0];
    }
}
