package io.replaymq.remote.client;

import io.netty.channel.EventLoop;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import io.replaymq.log.api.TimeSource;
import io.replaymq.remote.api.ProtocolViolationException;
import io.replaymq.remote.wire.ServerFrame;
import io.replaymq.remote.wire.WireErrors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is asked over a link and answered. A request stays here until it is answered; over the next connection, or when a broker that
 * was full has room again, it is asked once more, with its old number and in the old order.
 *
 * <p>Belongs to the link's event loop.
 */
final class Conversation {
    private static final long RETRY_REFUSED_MS = 20;

    private final EventLoop loop;
    private final TimeSource time;
    private final Duration giveUpAfter;
    private final PendingRequests pending = new PendingRequests();
    private final SendLines lines = new SendLines();
    private @Nullable ClientConnection connection;

    /** @param giveUpAfter how long a request that is refused for the moment is asked again */
    Conversation(EventLoop loop, TimeSource time, Duration giveUpAfter) {
        this.loop = loop;
        this.time = time;
        this.giveUpAfter = giveUpAfter;
    }

    /** Goes on over this connection once it is open; over none if null. */
    void over(@Nullable ClientConnection next) {
        connection = next;
    }

    /** The connection, if requests can go over it. */
    @Nullable
    ClientConnection openConnection() {
        ClientConnection current = connection;
        return current != null && current.isOpen() ? current : null;
    }

    void flush() {
        ClientConnection current = connection;
        if (current != null) {
            current.flush();
        }
    }

    void ask(Request<?> request) {
        if (request.line() == Request.NO_LINE || lines.admit(request)) {
            pending.add(request);
            transmit(request);
        }
    }

    /** What has no answer yet, as it was asked. */
    List<Request<?>> unanswered() {
        return pending.inOrder();
    }

    /** Asks again whatever of this is still to be answered. */
    void repeat(List<Request<?>> requests) {
        requests.forEach(this::transmit);
    }

    /** Forgets what meant something on the connection that has just broken only, and what was to be tried again there. */
    void interrupted() {
        pending.inOrder().stream().filter(Request::isOfOneConnection).forEach(pending::remove);
        pending.takeParked();
    }

    /** Fails everything that has no answer. */
    void failAll(BrokerException cause) {
        pending.failAll(cause);
        lines.failAll(cause);
    }

    /** Takes an answer. @throws ProtocolViolationException if that was not asked, or is no answer to it */
    void onAnswer(ServerFrame frame) {
        if (frame instanceof ServerFrame.Sent sent) {
            sent.receipts().forEach(each -> complete(each.correlation(), each.receipt()));
        } else if (frame instanceof ServerFrame.Done done) {
            done.correlations().forEach(each -> complete(each, null));
        } else if (frame instanceof ServerFrame.Refused refused) {
            onRefused(known(refused.correlation()), WireErrors.exception(refused.code(), refused.text()));
        } else {
            ServerFrame.Answer answer = (ServerFrame.Answer) frame;
            complete(answer.correlation(), answer.value());
        }
    }

    private void complete(long correlation, @Nullable Object value) {
        Request<?> request = known(correlation);
        if (!request.complete(value)) { // still outstanding, so it fails with the link
            throw new ProtocolViolationException(
                    "request " + correlation + " was answered with what is no answer to it");
        }
        settled(request);
    }

    private Request<?> known(long correlation) {
        Request<?> request = pending.get(correlation);
        if (request == null) {
            throw new ProtocolViolationException("answer to request " + correlation + ", which is not outstanding");
        }
        return request;
    }

    private void onRefused(Request<?> request, BrokerException cause) {
        ErrorCode code = cause.code();
        boolean again = request.isWorthAnotherTry(code, pending.batchBeforeWaits(request))
                && request.refusedForNs(time.nanoTime()) < giveUpAfter.toNanos();
        if (again) {
            if (pending.park(request)) {
                loop.schedule(this::retryRefused, RETRY_REFUSED_MS, TimeUnit.MILLISECONDS);
            }
        } else if (request.wasDoneBefore(code)) {
            complete(request.correlation(), null);
        } else {
            settled(request);
            request.fail(cause);
        }
    }

    private void retryRefused() {
        repeat(pending.takeParked());
        flush();
    }

    /** A request is outstanding no longer. */
    private void settled(Request<?> request) {
        pending.remove(request);
        Request<?> next = request.line() == Request.NO_LINE ? null : lines.answered(request);
        if (next != null) {
            pending.add(next);
            transmit(next);
        }
    }

    private void transmit(Request<?> request) {
        ClientConnection current = openConnection();
        if (current == null || !request.sendable()) {
            return;
        }
        try {
            current.write(request.nextFrame());
        } catch (IllegalArgumentException e) {
            settled(request);
            request.fail(WireErrors.unsendable(e));
        }
    }
}
