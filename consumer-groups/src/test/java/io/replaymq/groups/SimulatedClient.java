package io.replaymq.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.NotHeldException;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.groups.api.Standing;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.testing.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A consumer as the client library is to be: it knows what it holds, and repeats what was not confirmed. */
final class SimulatedClient {
    private static long lastProducerId;

    private final History history;
    private final MemberOptions interest;
    private final long producerId = nextProducerId();
    private final Set<RecordId> held = new LinkedHashSet<>(); // what is not confirmed included
    private final Set<RecordId> acknowledging = new LinkedHashSet<>();
    private final Set<RecordId> rejecting = new LinkedHashSet<>();
    private final List<RecordId> committing = new ArrayList<>(); // one transaction at a time
    private int nextSequence;
    private @Nullable UUID memberId;
    private @Nullable GroupMember member; // null while it has no connection

    SimulatedClient(History history, SharedGroup queue, MemberOptions interest) {
        this.history = history;
        this.interest = interest;
        queue.attach(interest).thenAccept(attached -> {
            memberId = attached.id();
            member = attached;
        });
    }

    private static synchronized long nextProducerId() {
        return ++lastProducerId;
    }

    boolean isAway() {
        return memberId != null && member == null;
    }

    int take(int max) {
        if (member == null) {
            return 0;
        }
        List<AcquiredRecord> taken = member.acquire(max);
        for (AcquiredRecord each : taken) {
            assertThat(interest.filter().matches(each.record())).isTrue();
            history.delivered(this, each);
            held.add(each.id());
        }
        return taken.size();
    }

    void acknowledgeAll() {
        acknowledge(free());
    }

    void acknowledge(Seed seed) {
        acknowledge(some(seed));
    }

    private void acknowledge(List<RecordId> ids) {
        GroupMember now = member;
        if (now == null) {
            return;
        }
        acknowledging.addAll(ids);
        ids.forEach(each -> history.acknowledging(each.offset()));
        now.acknowledge(ids).thenRun(() -> {
            if (member == now) {
                for (RecordId each : ids) {
                    acknowledging.remove(each);
                    if (held.remove(each)) {
                        history.acknowledged(this, each.offset());
                    }
                }
            }
        });
    }

    void release(Seed seed, Seen seen) {
        List<RecordId> ids = some(seed);
        if (member == null || ids.isEmpty()) {
            return;
        }
        for (RecordId each : ids) {
            held.remove(each);
            history.givenBack(this, each.offset());
            if (seen == Seen.BY_APPLICATION) {
                history.mayHaveDied(each.offset());
            }
        }
        boolean later = seen == Seen.BY_APPLICATION && seed.oneIn(2);
        Duration delay = Duration.ofMillis(seed.nextInt(5_000));
        (later ? member.releaseAfter(ids, delay) : member.release(ids, seen)).thenRun(() -> {
            if (seen == Seen.BY_APPLICATION) {
                ids.forEach(each -> history.counted(each.offset()));
            }
        });
    }

    void reject(Seed seed) {
        reject(some(seed));
    }

    private void reject(List<RecordId> ids) {
        GroupMember now = member;
        if (now == null) {
            return;
        }
        rejecting.addAll(ids);
        ids.forEach(each -> history.rejecting(each.offset()));
        now.reject(ids, "no").thenRun(() -> {
            if (member == now) {
                for (RecordId each : ids) {
                    rejecting.remove(each);
                    if (held.remove(each)) {
                        history.rejected(this, each.offset());
                    }
                }
            }
        });
    }

    /** Settles some messages together with a bill for each, as one transaction. */
    void commit(Seed seed, SharedGroups groups) {
        if (member != null && committing.isEmpty()) {
            committing.addAll(some(seed));
            repeatCommit(groups);
        }
    }

    private void repeatCommit(SharedGroups groups) {
        GroupMember now = member;
        if (now == null || committing.isEmpty()) {
            return;
        }
        RecordBatchBuilder bills = new RecordBatchBuilder(100).producer(producerId, (short) 0, nextSequence);
        for (RecordId each : committing) {
            history.acknowledging(each.offset());
            bills.append(each.offset(), RecordContent.of(LogRecord.ofText(1, null, "bill")));
        }
        List<RecordId> ids = List.copyOf(committing);
        groups.append(
                        List.of(new PartitionBatch(History.BILLS, bills.build())),
                        List.of(new Acknowledgement(now, ids)),
                        Durability.WRITTEN)
                .thenAccept(outcome -> committed(now, ids, outcome));
    }

    private void committed(GroupMember asked, List<RecordId> ids, AppendOutcome outcome) {
        if (member != asked) {
            return; // the answer is lost with the connection
        }
        committing.clear();
        if (outcome instanceof AppendOutcome.Committed) {
            nextSequence += ids.size();
            for (RecordId each : ids) {
                held.remove(each);
                history.billed(this, each.offset());
            }
            return;
        }
        Throwable reason = ((AppendOutcome.Refused) outcome).reason();
        assertThat(reason).isInstanceOfAny(NotHeldException.class, MemberFencedException.class);
        for (RecordId each : ids) {
            held.remove(each);
            history.notBilled(each.offset());
            history.givenBack(this, each.offset());
        }
    }

    void loseConnection() {
        if (member != null) {
            member.disconnect();
            member = null;
        }
    }

    /** The newest deliveries were sent to it but never came: it does not know of them. */
    void loseDeliveriesOnTheWay(Seed seed) {
        List<RecordId> all = free();
        for (int i = seed.nextInt(all.size() + 1); i < all.size(); i++) {
            held.remove(all.get(i));
            history.givenBack(this, all.get(i).offset());
        }
    }

    void resume(SharedGroups groups, SharedGroup queue) {
        queue.resume(memberId, List.copyOf(held), interest).thenAccept(back -> {
            assertThat(back.standing()).isEqualTo(Standing.HOLDS);
            member = back;
        });
        assertThat(member).as("resumes at once").isNotNull();
        acknowledge(List.copyOf(acknowledging));
        reject(List.copyOf(rejecting));
        repeatCommit(groups);
    }

    void leave() {
        if (member != null) {
            member.leave();
            held.forEach(each -> history.givenBack(this, each.offset()));
        }
    }

    /** It was away for too long: all it holds may go to others, as redelivered. */
    void fenced() {
        for (RecordId each : held) {
            history.givenBack(this, each.offset());
            if (isFree(each)) {
                history.counted(each.offset());
                history.mayHaveDied(each.offset());
            }
        }
    }

    /** Whether it is known to the server that comes next. */
    boolean serverCrashed() {
        member = null;
        return memberId != null;
    }

    private List<RecordId> some(Seed seed) {
        List<RecordId> free = free();
        free.removeIf(each -> seed.oneIn(2));
        return free;
    }

    private List<RecordId> free() {
        List<RecordId> free = new ArrayList<>(held);
        free.removeIf(each -> !isFree(each));
        return free;
    }

    private boolean isFree(RecordId id) {
        return !acknowledging.contains(id) && !rejecting.contains(id) && !committing.contains(id);
    }
}
