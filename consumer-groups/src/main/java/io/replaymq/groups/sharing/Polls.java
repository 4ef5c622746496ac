package io.replaymq.groups.sharing;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.log.api.BrokerException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The polls of one member that wait for messages, in the order in which they came. <b>Threads:</b> the owner thread. */
final class Polls {
    private final GroupMember member;
    private final Deque<Poll> waiting = new ArrayDeque<>();
    private @Nullable BrokerException ended;

    Polls(GroupMember member) {
        this.member = member;
    }

    /** Answers a poll with what there is, or lets it wait. */
    void add(Poll poll) {
        waiting.addLast(poll);
        serve();
    }

    /** Gives out what there is. */
    void serve() {
        while (!waiting.isEmpty()) {
            Poll first = waiting.getFirst();
            try {
                if (ended != null) {
                    throw ended;
                }
                List<AcquiredRecord> taken = member.acquire(first.max());
                if (taken.isEmpty()) {
                    return;
                }
                waiting.removeFirst();
                first.answer().complete(taken);
            } catch (BrokerException e) {
                waiting.removeFirst();
                first.answer().completeExceptionally(e);
            }
        }
    }

    /** A poll has waited long enough: it is answered with nothing, if it was not answered before. */
    void timeOut(Poll poll) {
        if (waiting.remove(poll)) {
            poll.answer().complete(List.of());
        }
    }

    /** Nobody takes the answer of a poll any more. */
    void abandon(Poll poll) {
        if (!waiting.remove(poll)) {
            List<AcquiredRecord> taken =
                    poll.answer().exceptionally(failed -> List.of()).join();
            List<RecordId> ids = taken.stream().map(AcquiredRecord::id).toList();
            member.release(ids, Seen.NOT_SEEN).exceptionally(gone -> null); // else they went back with the member
        }
    }

    /** Fails what waits and whatever comes later. */
    void end(BrokerException reason) {
        ended = reason;
        serve();
    }

    /** One call that waits. */
    record Poll(int max, CompletableFuture<List<AcquiredRecord>> answer) {
        Poll(int max) {
            this(max, new CompletableFuture<>());
        }
    }
}
