package io.replaymq.remote.client;

import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.log.api.BrokerException;
import io.replaymq.remote.client.Request.Subject;
import io.replaymq.remote.wire.ClientFrame;
import io.replaymq.remote.wire.WireErrors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Batches that stand in line: those of one producer for one destination. At most {@value #WINDOW} of a line are unanswered at a
 * time, because that is how many the log remembers: one more, and a repetition after an interruption could not be told from a
 * batch out of order. What waits behind them is put together into larger batches. Once sent, a batch keeps its bounds for ever: the
 * log knows it by them.
 *
 * <p>Belongs to the link's event loop.
 */
final class SendLines {
    static final int WINDOW = 5;

    /** Batches are put together up to this size. */
    private static final int MERGED_BYTES = 64 << 10;

    private static final int MERGED_MESSAGES = 1_000;
    private static final int SEQUENCE_MASK = Integer.MAX_VALUE;

    private final Map<Object, Line> lines = new HashMap<>();

    /** Takes a batch. @return whether it is to be sent now; if not, it waits here */
    boolean admit(Request<?> request) {
        Line line = lines.computeIfAbsent(request.line(), key -> new Line());
        if (line.unanswered < WINDOW && line.waiting.isEmpty()) {
            line.unanswered++;
            return true;
        }
        line.waiting.add(request);
        return false;
    }

    /** A batch that was sent is answered. @return what is to be sent in its place, null if nothing waits */
    @Nullable
    Request<?> answered(Request<?> request) {
        Line line = lines.get(request.line());
        if (line == null) {
            return null;
        }
        Request<?> next = line.waiting.isEmpty() ? null : together(line.waiting);
        if (next == null && --line.unanswered == 0) {
            lines.remove(request.line());
        }
        return next;
    }

    void failAll(BrokerException cause) {
        List<Line> all = List.copyOf(lines.values());
        lines.clear();
        all.forEach(line -> line.waiting.forEach(each -> each.fail(cause)));
    }

    /** Takes as many from the head of the line as fit into one batch. */
    private static Request<?> together(Deque<Request<?>> waiting) {
        List<Request<?>> parts = new ArrayList<>(List.of(waiting.remove()));
        SendBatch first = parts.get(0).batch();
        List<Message> messages = new ArrayList<>(first.messages());
        int bytes = sizeOf(first);
        while (!waiting.isEmpty()) {
            SendBatch next = waiting.element().batch();
            bytes += sizeOf(next);
            boolean follows = next.baseSequence() == ((first.baseSequence() + messages.size()) & SEQUENCE_MASK);
            boolean fits =
                    bytes <= MERGED_BYTES && messages.size() + next.messages().size() <= MERGED_MESSAGES;
            if (!follows || !fits || next.durability() != first.durability()) {
                break;
            }
            messages.addAll(next.messages());
            parts.add(waiting.remove());
        }
        return parts.size() == 1 ? parts.get(0) : merged(first, messages, parts);
    }

    private static Request<SendReceipt> merged(SendBatch first, List<Message> messages, List<Request<?>> parts) {
        SendBatch batch = new SendBatch(
                first.destination(), first.producer(), first.baseSequence(), first.durability(), messages);
        Request<SendReceipt> request = Request.about(
                new Subject.Batch(batch), SendReceipt.class, correlation -> new ClientFrame.Send(correlation, batch));
        request.answer().whenComplete((receipt, failure) -> {
            long offset = failure == null ? receipt.baseOffset() : 0;
            for (Request<?> each : parts) {
                if (failure == null) {
                    each.complete(new SendReceipt(receipt.partition(), offset));
                    offset += each.batch().messages().size();
                } else {
                    each.fail(WireErrors.known(failure));
                }
            }
        });
        return request;
    }

    private static int sizeOf(SendBatch batch) {
        int bytes = 0;
        for (Message each : batch.messages()) {
            bytes += each.content().sizeInBytes();
        }
        return bytes;
    }

    private static final class Line {
        final Deque<Request<?>> waiting = new ArrayDeque<>();
        int unanswered;
    }
}
