package io.replaymq.broker.administration;

import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.ReplayLog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads and appends record batches by partition and offset. Any thread, except ticks. */
final class RecordRequests {
    private final ReplayLog log;
    private final WaitingReads waiting = new WaitingReads();

    RecordRequests(ReplayLog log) {
        this.log = log;
    }

    CompletionStage<LogAnswer.Batches> read(LogRequest.Read read) {
        CompletableFuture<Fetch> fetch =
                log.fetch(read.partition(), read.offset(), read.maxBytes()).toCompletableFuture();
        CompletableFuture<LogAnswer.Batches> answer = new CompletableFuture<>();
        fetch.whenComplete((fetched, failure) -> {
            if (fetched != null) {
                answer.complete(new LogAnswer.Batches(fetched.batches(), fetched.nextOffset(), fetched.readableEnd()));
            } else if (failure != null && !fetch.isCancelled()) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(new LogAnswer.Batches(List.of(), read.offset(), read.offset()));
            }
        });
        if (!fetch.isDone() && read.offset() >= log.readableEnd(read.partition())) {
            waiting.add(fetch, read.maxWait());
        }
        return answer;
    }

    CompletionStage<LogAnswer.Offset> find(LogRequest.FindOffset find) {
        return log.offsetForTime(find.partition(), find.timestampMs()).thenApply(LogAnswer.Offset::new);
    }

    CompletionStage<LogAnswer.Offset> append(LogRequest.Append append) {
        TopicRequests.ensureAppendable(append.partition().topic(), append.reach());
        return log.append(AppendSet.of(append.partition(), append.batch()), append.durability())
                .thenApply(outcome ->
                        new LogAnswer.Offset(outcome.orThrow().baseOffsets().get(0)));
    }

    void tick(long nowNanos) {
        waiting.tick(nowNanos);
    }

    void close() {
        waiting.close();
    }
}
