package io.replaymq.broker.transaction;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.broker.destination.Destinations;
import io.replaymq.broker.dispatch.DispatchThread;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Says which partitions a transaction's messages go to, makes the destinations that are not there, and reads back what was put aside: of
 * one transaction at a time, so that memory does not grow with the number of those that end. <b>Threads:</b> the dispatch thread.
 */
final class Routing {
    private final Destinations destinations;
    private final SpillSpace spill;
    private final DispatchThread thread;
    private final Queue<CompletableFuture<Void>> waitForTurn = new ArrayDeque<>();
    private Turn turn = Turn.FREE;

    private enum Turn {
        FREE,
        TAKEN
    }

    Routing(Destinations destinations, SpillSpace spill, DispatchThread thread) {
        this.destinations = destinations;
        this.spill = spill;
        this.thread = thread;
    }

    /**
     * The batches for the log; {@link #done} has to be called once they are there, or are not going to be, also if this fails.
     *
     * @return completes at once or on the dispatch thread; fails as {@link Destinations#declare} does, or with the log's exception
     */
    CompletionStage<List<PartitionBatch>> route(ProducerIdentity producer, Gathered sends) {
        CompletionStage<Void> ready =
                sends.size() == Gathered.Size.PUT_ASIDE ? awaitTurn() : CompletableFuture.completedStage(null);
        for (Destination each : sends.destinations()) {
            if (destinations.find(each).isEmpty()) {
                ready = ready.thenCompose(before -> destinations.declare(each)).thenAccept(described -> {});
            }
        }
        CompletionStage<List<RecordBatch>> read = ready.thenCompose(made -> spill.get(sends.pieces()));
        return read.toCompletableFuture().isDone()
                ? read.thenApply(all -> batches(producer, sends, all))
                : read.thenApplyAsync(all -> batches(producer, sends, all), thread);
    }

    /** Waits until what is large may be read back; {@link #endTurn} has to be called after it. */
    CompletionStage<Void> awaitTurn() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        if (turn == Turn.FREE) {
            turn = Turn.TAKEN;
            mine.complete(null);
        } else {
            waitForTurn.add(mine);
        }
        return mine;
    }

    /** What was routed has ended, one way or the other. Called once for each. */
    void done(Gathered sends) {
        sends.release().run();
        if (sends.size() == Gathered.Size.PUT_ASIDE) {
            endTurn();
        }
    }

    /** What was read back is in the log, or not going to be. */
    void endTurn() {
        CompletableFuture<Void> next = waitForTurn.poll();
        if (next == null) {
            turn = Turn.FREE;
        } else {
            next.complete(null);
        }
    }

    private List<PartitionBatch> batches(ProducerIdentity producer, Gathered sends, List<RecordBatch> all) {
        List<PartitionBatch> batches = new ArrayList<>(all.size() + 2);
        for (int i = 0; i < all.size(); i++) {
            Destination destination = sends.pieces().get(i).destination();
            DestinationDescription to = destinations
                    .find(destination)
                    .orElseThrow(() -> new UnknownDestinationException(destination + " was deleted meanwhile"));
            batches.add(new PartitionBatch(partition(producer, to), all.get(i)));
        }
        return batches;
    }

    /** That of a plain send of this producer: its messages never change partition. */
    static TopicPartition partition(ProducerIdentity producer, DestinationDescription to) {
        return new TopicPartition(to.logTopic(), (int) Long.remainderUnsigned(producer.producerId(), to.partitions()));
    }
}
