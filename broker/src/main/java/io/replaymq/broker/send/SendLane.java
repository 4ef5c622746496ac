package io.replaymq.broker.send;

import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.broker.destination.Destinations;
import io.replaymq.broker.send.PendingSend.Appended;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ReplayLog;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One link's way into the log. A batch whose destination exists is appended on the caller's thread, at once. Where the destination
 * has to be made first, or the log's ring is full, the batch waits here, and everything sent after it waits behind it, so
 * that a producer's batches stay in order. What waits is bounded; beyond that a send is refused with
 * {@link BackpressureException}, and nothing of it was appended.
 *
 * <p><b>Order:</b> the lane is entered by all threads of a link, but one producer's sends come one after the other. The one drain
 * removes a batch from the queue only after it was appended, so whoever finds the queue empty is behind all of it.
 *
 * <p><b>Threads:</b> {@link #send} and {@link #close} any; the rest the dispatch thread.
 */
public final class SendLane {
    static final long MAX_WAITING_BYTES = 32L << 20;

    private final ReplayLog log;
    private final Destinations destinations;
    private final Consumer<SendLane> drainSoon;
    private final Queue<PendingSend> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile boolean closed;
    private Progress progress = Progress.EMPTY;

    /** @param drainSoon has the dispatch thread drain the lane; any thread */
    SendLane(ReplayLog log, Destinations destinations, Consumer<SendLane> drainSoon) {
        this.log = log;
        this.destinations = destinations;
        this.drainSoon = drainSoon;
    }

    /** Sends a batch; see {@link io.replaymq.broker.api.BrokerLink#send}. */
    public CompletionStage<SendReceipt> send(SendBatch batch) {
        if (closed) {
            return CompletableFuture.failedStage(new LinkClosedException("the link is closed, nothing was sent"));
        }
        try {
            PendingSend pending = PendingSend.encode(batch);
            if (!waiting.isEmpty() || !appendNow(pending)) {
                await(pending);
            }
            return pending.receipt();
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private boolean appendNow(PendingSend pending) {
        Optional<DestinationDescription> destination = destinations.find(pending.destination());
        return destination.isPresent() && pending.appendTo(log, destination.get()) == Appended.ON_ITS_WAY;
    }

    private void await(PendingSend pending) {
        long before = waitingBytes.getAndAdd(pending.sizeInBytes());
        if (before > 0 && before + pending.sizeInBytes() > MAX_WAITING_BYTES) {
            waitingBytes.addAndGet(-pending.sizeInBytes());
            throw new BackpressureException("a link has " + before + " bytes waiting for the log and sends "
                    + pending.sizeInBytes() + " more, expected at most " + MAX_WAITING_BYTES);
        }
        waiting.add(pending);
        drainSoon.accept(this);
    }

    /** Appends what waits, as far as possible. */
    Progress appendWaiting() {
        progress = Progress.EMPTY;
        for (PendingSend first = waiting.peek(); first != null; first = waiting.peek()) {
            Optional<DestinationDescription> destination = destinations.find(first.destination());
            if (destination.isEmpty()) {
                progress = Progress.NO_DESTINATION;
                break;
            }
            if (first.appendTo(log, destination.get()) == Appended.NO_ROOM) {
                progress = Progress.NO_ROOM;
                break;
            }
            removeFirst();
        }
        return progress;
    }

    boolean wantsRoom() {
        return progress == Progress.NO_ROOM;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Makes the destination of the first batch. */
    CompletionStage<DestinationDescription> declareFirst() {
        return destinations.declare(waiting.element().destination());
    }

    /** Gives up the first batch. */
    void failFirst(Throwable reason) {
        removeFirst().receipt().completeExceptionally(reason);
    }

    private PendingSend removeFirst() {
        PendingSend first = waiting.remove();
        waitingBytes.addAndGet(-first.sizeInBytes());
        return first;
    }

    /** Refuses what waits. */
    void abort(BrokerException reason) {
        while (hasWaiting()) {
            failFirst(reason);
        }
    }

    /** Refuses what is sent from now on. What was taken before is still appended and answered. */
    public void close() {
        closed = true;
    }

    /** How far a drain came. */
    enum Progress {
        EMPTY,
        NO_ROOM,
        NO_DESTINATION
    }
}
