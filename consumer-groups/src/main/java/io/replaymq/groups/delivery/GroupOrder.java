package io.replaymq.groups.delivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * Keeps the messages of each message group of one partition in order: what is on its way back, or rests, holds up what follows it in its
 * group. Remembers from where on views have passed over messages, so that they can go back there when these are theirs.
 *
 * <p><b>Threads:</b> the owner thread.
 */
final class GroupOrder {
    /** Nowhere. */
    static final long NOWHERE = Long.MAX_VALUE;

    private final Map<Integer, TreeSet<Long>> goingBack = new TreeMap<>(); // offsets by bucket
    private long[] passedOver = new long[0]; // the lowest offset by bucket; made when it is needed
    private long[] heldUp = new long[0]; // of those that were passed over because of what is going back

    void clear() {
        goingBack.clear();
        passedOver = new long[0];
        heldUp = new long[0];
    }

    /** A message of a bucket is given back, and will be delivered again. */
    void goesBack(int bucket, long offset) {
        if (bucket != MessageGroups.NONE) {
            goingBack.computeIfAbsent(bucket, absent -> new TreeSet<>()).add(offset);
        }
    }

    /**
     * Whether a message may be delivered as far as the order of its group goes.
     *
     * @param isThere whether an offset that was given back may still be delivered
     */
    boolean isInTurn(int bucket, long offset, LongPredicate isThere) {
        TreeSet<Long> before = goingBack.get(bucket);
        if (before == null) {
            return true;
        }
        before.headSet(offset).removeIf(each -> !isThere.test(each));
        return before.isEmpty() || before.first() >= offset;
    }

    /** A view passes over a message that is not its members', or not in turn. */
    void passOver(int bucket, long offset) {
        if (passedOver.length == 0) {
            passedOver = new long[MessageGroups.BUCKETS];
            heldUp = new long[MessageGroups.BUCKETS];
            Arrays.fill(passedOver, NOWHERE);
            Arrays.fill(heldUp, NOWHERE);
        }
        passedOver[bucket] = Math.min(passedOver[bucket], offset);
    }

    /** A view passes over a message that is not in turn. */
    void holdUp(int bucket, long offset) {
        passOver(bucket, offset);
        heldUp[bucket] = Math.min(heldUp[bucket], offset);
    }

    /** A message is taken. From where on its view has to read again, because of what that had held up; {@link #NOWHERE} if not. */
    long taken(int bucket, long offset, LongPredicate isThere) {
        TreeSet<Long> before = goingBack.get(bucket);
        if (before == null) {
            return NOWHERE;
        }
        before.removeIf(each -> each == offset || !isThere.test(each));
        if (!before.isEmpty()) {
            return NOWHERE;
        }
        goingBack.remove(bucket);
        return letGo(bucket);
    }

    private long letGo(int bucket) {
        if (heldUp.length == 0) {
            return NOWHERE;
        }
        long from = heldUp[bucket];
        heldUp[bucket] = NOWHERE;
        return from;
    }

    /** From where on all views have to read again, because what went back was settled instead of being taken. */
    long tick(LongPredicate isThere) {
        long from = NOWHERE;
        List<Integer> ended = new ArrayList<>();
        for (Map.Entry<Integer, TreeSet<Long>> each : goingBack.entrySet()) {
            each.getValue().removeIf(offset -> !isThere.test(offset));
            if (each.getValue().isEmpty()) {
                ended.add(each.getKey());
                from = Math.min(from, letGo(each.getKey()));
            }
        }
        ended.forEach(goingBack::remove);
        return from;
    }

    /** These buckets are nobody's any more. From where on all views have to read again. */
    long freed(List<Integer> buckets) {
        long from = NOWHERE;
        for (int each : buckets) {
            if (passedOver.length > 0) {
                from = Math.min(from, passedOver[each]);
                passedOver[each] = NOWHERE;
                heldUp[each] = NOWHERE;
            }
        }
        return from;
    }
}
