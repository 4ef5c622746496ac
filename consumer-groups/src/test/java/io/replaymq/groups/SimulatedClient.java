package io.replaymq.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.Standing;
import io.replaymq.log.testing.Seed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A consumer as the client library is to be: it knows what it holds, and repeats what was not confirmed. */
final class SimulatedClient {
    private final History history;
    private final Set<RecordId> held = new LinkedHashSet<>(); // unconfirmed acknowledgements included
    private final Set<RecordId> acknowledging = new LinkedHashSet<>();
    private @Nullable UUID memberId;
    private @Nullable GroupMember member; // null while it has no connection

    SimulatedClient(History history, CompletionStage<GroupMember> attaching) {
        this.history = history;
        attaching.thenAccept(attached -> {
            memberId = attached.id();
            member = attached;
        });
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
            history.delivered(this, each);
            held.add(each.id());
        }
        return taken.size();
    }

    void acknowledgeAll() {
        List<RecordId> all = new ArrayList<>(held);
        all.removeAll(acknowledging);
        acknowledge(all);
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
        }
        member.release(ids, seen).thenRun(() -> {
            if (seen == Seen.BY_APPLICATION) {
                ids.forEach(each -> history.counted(each.offset()));
            }
        });
    }

    void loseConnection() {
        if (member != null) {
            member.disconnect();
            member = null;
        }
    }

    /** The newest deliveries were sent to it but never came: it does not know of them. */
    void loseDeliveriesOnTheWay(Seed seed) {
        List<RecordId> all = new ArrayList<>(held);
        all.removeAll(acknowledging);
        for (int i = seed.nextInt(all.size() + 1); i < all.size(); i++) {
            held.remove(all.get(i));
            history.givenBack(this, all.get(i).offset());
        }
    }

    void resume(SharedGroup queue) {
        queue.resume(memberId, List.copyOf(held)).thenAccept(back -> {
            assertThat(back.standing()).isEqualTo(Standing.HOLDS);
            member = back;
        });
        assertThat(member).as("resumes at once").isNotNull();
        List<RecordId> unconfirmed = List.copyOf(acknowledging);
        acknowledge(unconfirmed);
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
            if (!acknowledging.contains(each)) {
                history.counted(each.offset());
            }
        }
    }

    /** Whether it is known to the server that comes next. */
    boolean serverCrashed() {
        member = null;
        return memberId != null;
    }

    private List<RecordId> some(Seed seed) {
        List<RecordId> free = new ArrayList<>(held);
        free.removeAll(acknowledging);
        free.removeIf(each -> seed.oneIn(2));
        return free;
    }
}
