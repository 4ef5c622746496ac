package io.replaymq.broker.transaction;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.DiskFullException;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.transactions.api.InDoubtException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Tries an append again while the log has no room for it, up to a time. <b>Threads:</b> the dispatch thread. */
final class Room {
    /** For how long it is tried. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Executor later;
    private final TimeSource time;
    private final Map<Long, CompletableFuture<AppendOutcome>> underWay = new LinkedHashMap<>(); // by number
    private long lastNumber;

    /** @param later runs a task on the dispatch thread a moment later, when the log may have room again */
    Room(Executor later, TimeSource time) {
        this.later = later;
        this.time = time;
    }

    /** Appends. @return always completes normally, on the dispatch thread */
    CompletionStage<AppendOutcome> outcomeOf(Supplier<CompletionStage<AppendOutcome>> append) {
        CompletableFuture<AppendOutcome> answer = new CompletableFuture<>();
        long number = ++lastNumber;
        underWay.put(number, answer);
        attempt(append, time.nanoTime() + TIMEOUT.toNanos(), number);
        return answer;
    }

    private void attempt(Supplier<CompletionStage<AppendOutcome>> append, long deadlineNanos, long number) {
        if (!underWay.containsKey(number)) {
            return; // the broker is closed
        }
        append.get().whenComplete((outcome, unexpected) -> {
            if (outcome instanceof AppendOutcome.Refused no
                    && isForLackOfRoom(no.reason())
                    && time.nanoTime() < deadlineNanos) {
                later.execute(() -> attempt(append, deadlineNanos, number));
                return;
            }
            CompletableFuture<AppendOutcome> answer = underWay.remove(number);
            if (answer != null) {
                answer.complete(
                        outcome != null
                                ? outcome
                                : new AppendOutcome.InDoubt(
                                        new StorageFailedException("an append was not answered", unexpected)));
            }
        });
    }

    private static boolean isForLackOfRoom(BrokerException reason) {
        return reason instanceof BackpressureException || reason instanceof DiskFullException;
    }

    /** The same. @return fails with {@link InDoubtException}, or with why nothing was appended */
    CompletionStage<AppendOutcome.Committed> append(Supplier<CompletionStage<AppendOutcome>> append) {
        return outcomeOf(append).thenCompose(outcome -> {
            if (outcome instanceof AppendOutcome.Committed committed) {
                return CompletableFuture.completedStage(committed);
            }
            BrokerException failure = outcome instanceof AppendOutcome.InDoubt unknown
                    ? new InDoubtException(
                            "what became of a branch shows when the log is open again: "
                                    + unknown.cause().getMessage(),
                            unknown.cause())
                    : ((AppendOutcome.Refused) outcome).reason();
            return CompletableFuture.failedStage(failure);
        });
    }

    /** What is under way is not awaited any more: whether it is in the log shows when that is open again. */
    void close(BrokerException reason) {
        List<CompletableFuture<AppendOutcome>> open = List.copyOf(underWay.values());
        underWay.clear();
        open.forEach(each -> each.complete(new AppendOutcome.InDoubt(reason)));
    }
}
