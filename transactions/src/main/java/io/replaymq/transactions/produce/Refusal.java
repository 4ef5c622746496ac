package io.replaymq.transactions.produce;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.DiskFullException;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.transactions.api.InDoubtException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/** Sorts out the batches of a lane after one of them was refused: all are answered, and none of them is in the log. */
final class Refusal {
    private final ProducerContext context;
    private final BiConsumer<SendBatch, BrokerException> drop;
    private boolean forLackOfRoom;
    private boolean forgotten;

    Refusal(ProducerContext context, BiConsumer<SendBatch, BrokerException> drop) {
        this.context = context;
        this.drop = drop;
    }

    static boolean isForLackOfRoom(AppendOutcome.Refused refused) {
        return refused.reason() instanceof BackpressureException || refused.reason() instanceof DiskFullException;
    }

    /** Whether it makes no sense to try again with the same identity. */
    boolean isForgotten() {
        return forgotten;
    }

    /** Whether it makes no sense to try again at once. */
    boolean isForLackOfRoom() {
        return forLackOfRoom;
    }

    /**
     * Puts back what can be appended, in order, before what waits; drops the rest.
     *
     * @return the sequence to go on with
     */
    int clearUp(Deque<SendBatch> refused, Deque<SendBatch> waiting) {
        SendBatch first = refused.element();
        int sequence = first.baseSequence();
        Deque<SendBatch> again = new ArrayDeque<>();
        if (isOutOfOrder(first) && context.identities() != null) {
            // Nothing before it is missing, so the log has forgotten the producer, or the topic is another one.
            forgotten = true;
            again.add(refused.remove());
        }
        while (!refused.isEmpty()) {
            SendBatch next = refused.remove();
            if (next != first && isOutOfOrder(next)) {
                again.add(next); // only because what was before it is missing
            } else {
                settle(next, again);
            }
        }
        while (!again.isEmpty()) {
            SendBatch last = again.removeLast();
            last.outcome(null);
            waiting.addFirst(last);
        }
        return sequence;
    }

    private static boolean isOutOfOrder(SendBatch batch) {
        return batch.outcome() instanceof AppendOutcome.Refused no
                && no.reason() instanceof OutOfOrderSequenceException;
    }

    private void settle(SendBatch batch, Deque<SendBatch> again) {
        AppendOutcome outcome = batch.outcome();
        if (outcome instanceof AppendOutcome.Refused no) {
            if (isForLackOfRoom(no) && !context.isTooLateFor(batch)) {
                forLackOfRoom = true;
                again.add(batch);
                return;
            }
            if (endsTheProducer(no.reason())) {
                context.health().fail(no.reason());
            }
            drop.accept(batch, no.reason());
        } else if (outcome instanceof AppendOutcome.InDoubt unknown) {
            InDoubtException doubt = new InDoubtException(
                    "the log failed while it appended " + batch.count() + " records: "
                            + unknown.cause().getMessage(),
                    unknown.cause());
            context.health().fail(unknown.cause());
            drop.accept(batch, doubt);
        } else {
            context.memory().giveBack(batch.reservedBytes());
        }
    }

    private static boolean endsTheProducer(BrokerException reason) {
        return reason instanceof ProducerFencedException
                || reason instanceof LogClosedException
                || reason instanceof StorageFailedException;
    }
}
