package io.replaymq.transactions.identity;

import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.transactions.identity.IdentityRecord.Claimed;
import io.replaymq.transactions.identity.IdentityRecord.Committed;
import io.replaymq.transactions.identity.IdentityRecord.Forgotten;
import io.replaymq.transactions.identity.IdentityRecord.Reserved;
import io.replaymq.transactions.identity.IdentityRecord.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the records of {@code __producers}, in their order: which ids are reserved, who holds each name, what is committed.
 *
 * <p>Several may append there at once without asking each other. A claim or a reservation that another one has overtaken does not
 * count; {@link #replay} says so to everybody alike. What was trimmed may be missing at the beginning: the first claim of a name
 * counts whatever its incarnation is, and a {@link Standing} corrects it.
 */
final class Identities {
    /** How many ids are reserved at a time. */
    static final int BLOCK = 1_000;

    private final Map<String, Holder> holders = new HashMap<>();
    private long reservedEnd;

    /** What is known of one name. */
    static final class Holder {
        private final CommittedNumbers committed = new CommittedNumbers();
        private @Nullable ProducerIdentity identity;
        private int incarnation;
        private long usedMs;

        int incarnation() {
            return incarnation;
        }

        @Nullable
        ProducerIdentity identity() {
            return identity;
        }

        CommittedNumbers committed() {
            return committed;
        }

        private void hold(ProducerIdentity by, int asIncarnation, long atMs) {
            identity = by;
            incarnation = asIncarnation;
            usedMs = Math.max(usedMs, atMs);
        }
    }

    /** Applies a record. @return whether it counts; not if another one has overtaken it */
    boolean replay(IdentityRecord record) {
        if (record instanceof Reserved reserved) {
            boolean next = reserved.endId() - BLOCK == reservedEnd;
            reservedEnd = Math.max(reservedEnd, reserved.endId());
            return next;
        }
        if (record instanceof Claimed claimed) {
            Holder holder = holder(claimed.name());
            boolean next = holder.identity == null || claimed.incarnation() == holder.incarnation + 1;
            if (next) {
                holder.hold(claimed.identity(), claimed.incarnation(), claimed.atMs());
            }
            return next;
        }
        if (record instanceof Committed committed) {
            Holder holder = holder(committed.name());
            holder.committed.add(committed.number(), committed.number());
            holder.usedMs = Math.max(holder.usedMs, committed.atMs());
            return true;
        }
        if (record instanceof Forgotten forgotten) {
            Holder holder = holders.get(forgotten.name());
            boolean unused = holder != null && holder.incarnation == forgotten.incarnation();
            if (unused) {
                holders.remove(forgotten.name());
            }
            return unused;
        }
        Standing standing = (Standing) record;
        Holder holder = holder(standing.name());
        if (standing.incarnation() >= holder.incarnation) {
            holder.hold(standing.identity(), standing.incarnation(), standing.usedMs());
        }
        holder.committed.forgetBelow(standing.forgottenBelow());
        standing.committed().forEach(run -> holder.committed.add(run.first(), run.last()));
        return true;
    }

    private Holder holder(String name) {
        return holders.computeIfAbsent(name, ignored -> new Holder());
    }

    /** The first id that was certainly not handed out. */
    long reservedEnd() {
        return reservedEnd;
    }

    /** What is known of a name. */
    @Nullable
    Holder find(String name) {
        return holders.get(name);
    }

    /** All of it as records; the names that were not used since a time are given up instead. */
    List<IdentityRecord> snapshot(long unusedSinceMs) {
        List<IdentityRecord> records = new ArrayList<>(holders.size() + 1);
        records.add(new Reserved(reservedEnd));
        holders.forEach((name, each) -> {
            if (each.identity != null && each.usedMs < unusedSinceMs) {
                records.add(new Forgotten(name, each.incarnation));
            } else if (each.identity != null) {
                records.add(new Standing(
                        name,
                        each.identity,
                        each.incarnation,
                        each.usedMs,
                        each.committed.forgottenBelow(),
                        each.committed.runs()));
            }
        });
        return records;
    }
}
