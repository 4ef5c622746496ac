package io.replaymq.remote.client;

import io.netty.channel.EventLoop;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.LinkListener;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import io.replaymq.log.api.TimeSource;
import io.replaymq.remote.api.ConnectionLostException;
import io.replaymq.remote.api.ProtocolViolationException;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.wire.Outbox;
import io.replaymq.remote.wire.ServerFrame;
import io.replaymq.remote.wire.WireErrors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link, over as many connections as it takes.
 *
 * <p><b>Nothing is lost:</b> whatever was asked stays in {@link PendingRequests} until it is answered. When a connection breaks, the
 * session makes another one, and there asks everything again that has no answer, in the old order.
 *
 * <p><b>Nothing is doubled:</b> a batch carries its producer's sequence numbers, so the broker knows a repetition and answers it as
 * before. Acknowledgements are idempotent. Consumers come back with their member id and what they hold; what they ask waits until
 * they are attached again. Credit is given anew: what the broker could still have delivered.
 *
 * <p><b>Threads:</b> belongs to one event loop. Others leave {@link LinkWork} in the outbox, where it waits while the connection is
 * down or not writable.
 */
final class LinkSession implements Outbox.Taker<LinkWork>, ClientConnection.User {
    private static final Logger LOGGER = LoggerFactory.getLogger(LinkSession.class);
    private static final long RETRY_REFUSED_MS = 20;
    private static final long CLOSE_TIMEOUT_MS = 5_000;

    private final EventLoop loop;
    private final RemoteClientConfig config;
    private final TimeSource time;
    private final Dialer dialer;
    private final Backoff backoff;
    private final Identity identity;
    private final LinkListener listener;
    private final PendingRequests pending = new PendingRequests();
    private final SendLines lines = new SendLines();
    private final Consumers consumers = new Consumers();
    private final CompletableFuture<ServerFrame.Welcome> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Outbox<LinkWork> outbox;
    private @Nullable ClientConnection connection;
    private volatile Phase phase = Phase.OPENING;
    private int attempts;
    private int resuming;

    LinkSession(
            EventLoop loop,
            RemoteClientConfig config,
            Backoff backoff,
            TimeSource time,
            Identity identity,
            LinkListener listener) {
        this.loop = loop;
        this.config = config;
        this.time = time;
        this.dialer = new Dialer(loop, config);
        this.backoff = backoff;
        this.identity = identity;
        this.listener = listener;
        this.outbox = new Outbox<>(loop, this);
    }

    /** Makes the first connection: each address is tried once. @return what the server grants */
    CompletableFuture<ServerFrame.Welcome> open() {
        loop.execute(this::dial);
        return opened;
    }

    /** Completed when the link has ended, whyever. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Leaves work for the event loop, from any thread. */
    void put(LinkWork work) {
        try {
            outbox.put(work);
        } catch (RejectedExecutionException e) { // the event loop is gone, and the link with it
            refuse(work);
        }
    }

    /** The consumers of this link. */
    Consumers consumers() {
        return consumers;
    }

    @Override
    public boolean ready() {
        ClientConnection current = connection;
        return phase != Phase.UP || current == null || current.isWritable();
    }

    @Override
    public void take(LinkWork work) {
        if (work instanceof LinkEnd end) {
            end(end);
        } else if (phase == Phase.ENDED) {
            refuse(work);
        } else if (work instanceof Request<?> request) {
            gather();
            ask(request);
        } else if (work instanceof Detaching detaching) {
            gather();
            detaching.consumer().onEnding();
            ask(detaching.request());
        } else if (comesTooLate(work)) {
            refuse(work);
        } else if (work instanceof Acknowledgement acknowledgement) {
            acknowledgement.consumer().settle(acknowledgement);
            consumers.touch(acknowledgement.consumer());
        } else if (work instanceof Releasing releasing) {
            gather();
            ask(ConsumerRequests.release(releasing));
        } else if (work instanceof CreditDue credit) {
            consumers.touch(credit.consumer());
        }
    }

    /** Whether it is for a consumer that has been detached in the meantime. */
    private static boolean comesTooLate(LinkWork work) {
        if (work instanceof Acknowledgement acknowledgement) {
            return acknowledgement.consumer().isEnding();
        }
        return work instanceof Releasing releasing && releasing.consumer().isEnding();
    }

    @Override
    public void taken() {
        gather();
        ClientConnection current = connection;
        if (current != null) {
            current.flush();
        }
    }

    /** Turns what consumers have gathered into requests. */
    private void gather() {
        for (ConsumerSession each : consumers.takeTouched()) {
            List<Acknowledgement> settled = each.takeSettled();
            if (!settled.isEmpty()) {
                ask(ConsumerRequests.acknowledge(each, settled));
            }
            passOnCredit(each);
        }
    }

    private void passOnCredit(ConsumerSession consumer) {
        ClientConnection current = connection;
        if (current != null && current.isOpen() && consumer.isAttached() && consumer.creditIsDue()) {
            current.write(ConsumerRequests.credit(consumer));
        }
    }

    private void ask(Request<?> request) {
        if (request.line() == Request.NO_LINE || lines.admit(request)) {
            pending.add(request);
            transmit(request);
        }
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
        ClientConnection current = connection;
        if (current == null || !current.isOpen() || !request.sendable()) {
            return;
        }
        try {
            current.write(request.nextFrame());
        } catch (IllegalArgumentException e) {
            settled(request);
            request.fail(WireErrors.unsendable(e));
        }
    }

    @Override
    public void onOpen(ClientConnection open, ServerFrame.Welcome welcome) {
        if (phase == Phase.OPENING) {
            phase = Phase.UP;
            opened.complete(welcome);
            return;
        }
        List<ConsumerSession> returning = consumers.established();
        resuming = returning.size();
        List<Request<?>> unanswered = pending.inOrder();
        returning.forEach(each -> ask(ConsumerRequests.resume(each, this::onResumed, this::onResumeRefused)));
        unanswered.forEach(this::transmit);
        upIfAllResumed();
        open.flush();
    }

    private void onResumed(ConsumerSession consumer, ServerFrame.Subscribed answer) {
        consumer.onResumed(answer);
        pending.inOrder().stream().filter(each -> each.isAbout(consumer)).forEach(this::transmit);
        passOnCredit(consumer);
        resuming--;
        upIfAllResumed();
    }

    private void onResumeRefused(BrokerException cause) {
        if (ConsumerRequests.isTransient(cause)) {
            interrupt(cause);
        } else {
            lose(cause);
        }
    }

    private void upIfAllResumed() {
        if (resuming == 0) {
            phase = Phase.UP;
            LOGGER.info("The link is back");
            outbox.wake();
        }
    }

    @Override
    public void onFrame(ServerFrame frame) {
        if (frame instanceof ServerFrame.Sent sent) {
            sent.receipts().forEach(each -> complete(each.correlation(), each.receipt()));
        } else if (frame instanceof ServerFrame.Done done) {
            done.correlations().forEach(each -> complete(each, null));
        } else if (frame instanceof ServerFrame.Deliver deliver) {
            consumers.deliver(deliver);
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
                && request.refusedForNs(time.nanoTime()) < config.giveUpAfter().toNanos();
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
        pending.takeParked().forEach(this::transmit);
        taken();
    }

    @Override
    public void onPause() {
        outbox.drain();
    }

    @Override
    public void onEnded(ClientConnection past, ClientConnection.End end, BrokerException cause) {
        if (past != connection || phase == Phase.ENDED) {
            return;
        }
        connection = null;
        if (phase == Phase.OPENING) {
            firstAttemptFailed(cause);
        } else if (past.wasClosing()) {
            finish(new LinkClosedException("the link was closed"));
        } else if (end == ClientConnection.End.OF_A_LINK && cause instanceof ProtocolViolationException) {
            lose(cause);
        } else {
            interrupted(cause);
        }
    }

    private void firstAttemptFailed(BrokerException cause) {
        boolean anotherMayDo = cause.code() == ErrorCode.CONNECTION_LOST && ++attempts < dialer.addresses();
        if (anotherMayDo) {
            dial();
        } else {
            opened.completeExceptionally(
                    cause.code() == ErrorCode.CONNECTION_LOST
                            ? new LinkClosedException(String.valueOf(cause.getMessage()), cause)
                            : cause);
            finish(cause);
        }
    }

    private void interrupt(BrokerException cause) {
        ClientConnection current = connection;
        if (current != null) {
            current.end(cause);
        }
    }

    private void interrupted(BrokerException cause) {
        if (phase == Phase.UP) {
            LOGGER.info("The link is interrupted: {}", cause.getMessage());
            phase = Phase.INTERRUPTED;
            backoff.begin();
        }
        consumers.onInterrupted();
        pending.inOrder().stream().filter(Request::isOfOneConnection).forEach(pending::remove);
        pending.takeParked();
        if (backoff.isOver()) {
            lose(new ConnectionLostException(
                    "gave up after " + config.giveUpAfter().toMillis() + " ms: " + cause.getMessage(), cause));
        } else {
            loop.schedule(this::dial, backoff.nextPauseMs(), TimeUnit.MILLISECONDS);
        }
        outbox.wake();
    }

    private void dial() {
        if (phase != Phase.ENDED) {
            connection = dialer.dial(identity.request(), this);
        }
    }

    private void end(LinkEnd end) {
        ended.thenRun(() -> end.done().complete(null));
        ClientConnection current = connection;
        if (end.manner() == LinkEnd.Manner.ABANDON || current == null || !current.isOpen()) {
            finish(new LinkClosedException("the link was closed"));
        } else if (!current.wasClosing()) {
            gather();
            ask(ConsumerRequests.close(() -> finish(new LinkClosedException("the link was closed"))));
            loop.schedule(
                    () -> finish(new LinkClosedException("the link was closed, the broker did not answer")),
                    CLOSE_TIMEOUT_MS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void lose(BrokerException cause) {
        if (phase == Phase.ENDED) {
            return;
        }
        boolean known = opened.isDone();
        finish(cause);
        if (known) {
            try {
                listener.onLost(cause);
            } catch (RuntimeException e) { // the event loop serves others too
                LOGGER.error("The listener of a lost link failed", e);
            }
        }
    }

    private void finish(BrokerException cause) {
        if (phase == Phase.ENDED) {
            return;
        }
        phase = Phase.ENDED;
        ClientConnection last = connection;
        connection = null;
        if (last != null) {
            last.drop();
        }
        opened.completeExceptionally(cause);
        gather();
        pending.failAll(cause);
        lines.failAll(cause);
        outbox.wake();
        ended.complete(null);
    }

    private static void refuse(LinkWork work) {
        BrokerException closed = new LinkClosedException("the link or the consumer is closed");
        if (work instanceof Request<?> request) {
            request.fail(closed);
        } else if (work instanceof Acknowledgement acknowledgement) {
            acknowledgement.done().completeExceptionally(closed);
        } else if (work instanceof Releasing releasing) {
            releasing.done().completeExceptionally(closed);
        } else if (work instanceof Detaching detaching) {
            detaching.request().fail(closed);
        } else if (work instanceof LinkEnd end) {
            end.done().complete(null);
        }
    }

    private enum Phase {
        OPENING,
        UP,
        INTERRUPTED,
        ENDED
    }
}
