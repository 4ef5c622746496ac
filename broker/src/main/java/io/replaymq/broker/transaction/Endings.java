package io.replaymq.broker.transaction;

import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionRolledBackException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the latest transaction of each producer ended, or is ending: what is asked again is answered as before, and what comes late is told
 * from what is next. In memory only: what outlives the process is asked of the log.
 *
 * <p><b>Threads:</b> the dispatch thread.
 */
final class Endings {
    /** As many as the log remembers producers of a partition. */
    static final int REMEMBERED = 10_000;

    private final Map<Long, Ending> byProducer = new LinkedHashMap<>(16, 0.75f, true); // in the order of their last use

    /**
     * The end of one transaction.
     *
     * @param number its number
     * @param sequence how many of its producer had been committed before; {@link #UNKNOWN}
     * @param answer completes when it has ended
     */
    record Ending(long number, int sequence, CompletableFuture<Void> answer) {
        /** Not known to this process. */
        static final int UNKNOWN = -1;

        /** How many of its producer are committed by now, as far as this process knows. */
        int nextSequence() {
            if (sequence == UNKNOWN || !answer.isDone()) {
                return UNKNOWN;
            }
            if (!answer.isCompletedExceptionally()) {
                return sequence + 1;
            }
            return failure() instanceof TransactionRolledBackException ? sequence : UNKNOWN;
        }

        private @Nullable Throwable failure() {
            return answer.handle((done, failure) -> failure).join();
        }
    }

    /** That of the producer's latest transaction that is known; null if there is none. */
    @Nullable
    Ending latest(TransactionId transaction) {
        return byProducer.get(transaction.producer().producerId());
    }

    /** A transaction begins to end. */
    CompletableFuture<Void> begin(TransactionId transaction, int sequence) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        byProducer.put(transaction.producer().producerId(), new Ending(transaction.number(), sequence, answer));
        if (byProducer.size() > REMEMBERED) {
            forgetOne();
        }
        return answer;
    }

    private void forgetOne() {
        Iterator<Ending> oldestFirst = byProducer.values().iterator();
        while (oldestFirst.hasNext()) {
            if (oldestFirst.next().answer().isDone()) {
                oldestFirst.remove();
                return;
            }
        }
    }

    /** Those that have not ended. */
    void forEachUnderWay(Consumer<CompletableFuture<Void>> action) {
        for (Ending each : List.copyOf(byProducer.values())) {
            if (!each.answer().isDone()) {
                action.accept(each.answer());
            }
        }
    }
}
