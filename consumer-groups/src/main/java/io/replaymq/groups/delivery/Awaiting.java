package io.replaymq.groups.delivery;

import io.replaymq.groups.api.RecordId;
import io.replaymq.log.api.ReplayLog;
import java.util.List;

/**
 * The time after a restart in which members that were there before are awaited. What may have been delivered of a partition and
 * is not settled may be with one of them, so nothing of such a partition is delivered until each has resumed or was fenced;
 * later messages wait too, because delivering them first would break the order.
 */
final class Awaiting {
    private final List<PartitionDelivery> partitions;
    private final long[] withheldBelow;
    private final int[] generations;
    private Outcome outcome = Outcome.ALL_RESUMED;

    private enum Outcome {
        ALL_RESUMED,
        SOME_FENCED
    }

    Awaiting(List<PartitionDelivery> partitions, ReplayLog log) {
        this.partitions = partitions;
        this.withheldBelow = new long[partitions.size()];
        this.generations = new int[partitions.size()];
        for (int i = 0; i < withheldBelow.length; i++) {
            PartitionDelivery each = partitions.get(i);
            long below = each.isGone()
                    ? 0
                    : Math.min(each.cursor().mayBeDeliveredBelow(), log.readableEnd(each.partition()));
            generations[i] = each.cursor().generation();
            withheldBelow[i] = each.cursor().hasMaybeDelivered(below) ? below : 0;
        }
    }

    /** Whether a partition waits; one that was rewound meanwhile does not. */
    boolean withholds(int partition) {
        return withheldBelow(partition) > 0
                && generations[partition] == partitions.get(partition).cursor().generation();
    }

    /** Of a partition that was added since, nobody can hold anything. */
    private long withheldBelow(int partition) {
        return partition < withheldBelow.length ? withheldBelow[partition] : 0;
    }

    void fenced() {
        outcome = Outcome.SOME_FENCED;
    }

    void claim(Member member, RecordId id) {
        partitions.get(id.partition()).custody().claim(member, id, withheldBelow(id.partition()));
    }

    /** Nobody is awaited any more: what is unclaimed goes out, as a redelivery if a member was fenced that may have seen it. */
    void countUnclaimed() {
        if (outcome == Outcome.SOME_FENCED) {
            for (int i = 0; i < withheldBelow.length; i++) {
                if (withholds(i)) {
                    partitions.get(i).custody().countUnclaimed(withheldBelow[i]);
                }
            }
        }
    }

    void startWithheld() {
        for (int i = 0; i < withheldBelow.length; i++) {
            if (withholds(i)) {
                partitions.get(i).startWithClaims();
            }
        }
    }
}
