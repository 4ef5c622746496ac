package io.replaymq.broker.send;

import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.destination.Destinations;
import io.replaymq.broker.dispatch.DispatchThread;
import io.replaymq.broker.dispatch.Failures;
import io.replaymq.log.api.ReplayLog;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a broker that had to let sends wait, and when they try again: a lane whose destination was being made at once
 * when that is over, lanes that found the log full together after a moment, in the order in which they came.
 *
 * <p><b>Threads:</b> the dispatch thread, except {@link #newLane()}.
 */
public final class SendLanes {
    private final ReplayLog log;
    private final Destinations destinations;
    private final DispatchThread thread;
    private final Executor later;
    private final Set<SendLane> waiting = new LinkedHashSet<>();
    private boolean retryDue;
    private boolean closed;

    /**
     * Lanes into a log.
     *
     * @param later runs a task on the dispatch thread a moment later, when the log may have room again
     */
    public SendLanes(ReplayLog log, Destinations destinations, DispatchThread thread, Executor later) {
        this.log = log;
        this.destinations = destinations;
        this.thread = thread;
        this.later = later;
    }

    /** A lane for one link. Any thread. */
    public SendLane newLane() {
        return new SendLane(log, destinations, this::drainSoon);
    }

    private void drainSoon(SendLane lane) {
        thread.execute(() -> {
            if (closed) {
                lane.abort(new LinkClosedException("the broker is closed"));
            } else if (waiting.add(lane)) {
                drain(lane);
            }
        });
    }

    private void drain(SendLane lane) {
        switch (lane.appendWaiting()) {
            case EMPTY -> {
                waiting.remove(lane);
                if (lane.hasWaiting()) {
                    drainSoon(lane);
                }
            }
            case NO_ROOM -> retryLater();
            case NO_DESTINATION ->
                lane.declareFirst().whenComplete((made, failure) -> thread.execute(() -> declared(lane, failure)));
        }
    }

    private void declared(SendLane lane, @Nullable Throwable failure) {
        if (closed) {
            return;
        }
        if (failure != null) {
            lane.failFirst(Failures.cause(failure));
        }
        drain(lane);
    }

    private void retryLater() {
        if (!retryDue) {
            retryDue = true;
            later.execute(this::retry);
        }
    }

    private void retry() {
        retryDue = false;
        List.copyOf(waiting).stream().filter(SendLane::wantsRoom).forEach(this::drain);
    }

    /** Refuses what still waits. */
    public void close() {
        closed = true;
        waiting.forEach(lane -> lane.abort(new LinkClosedException("the broker is closed")));
        waiting.clear();
    }
}
