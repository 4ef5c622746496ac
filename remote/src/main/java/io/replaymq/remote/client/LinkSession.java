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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link, over as many connections as it takes.
 *
 * <p><b>Nothing is lost:</b> whatever was asked stays in the {@link Conversation} until it is answered. When a connection breaks, the
 * session makes another one, and there asks everything again that has no answer, in the old order.
 *
 * <p><b>Nothing is doubled:</b> a batch carries its producer's sequence numbers, so the broker knows a repetition and answers it as
 * before. Acknowledgements are idempotent. Consumers come back with their member id and what they hold; what they ask waits until
 * they are attached again. Credit is given anew: what the broker could still have delivered. {@link Transactions} are sent again from
 * their beginning.
 *
 * <p><b>Threads:</b> belongs to one event loop. Others leave {@link LinkWork} in the outbox, where it waits while the connection is
 * down or not writable.
 */
final class LinkSession implements Outbox.Taker<LinkWork>, ClientConnection.User {
    private static final Logger LOGGER = LoggerFactory.getLogger(LinkSession.class);
    private static final long CLOSE_TIMEOUT_MS = 5_000;

    private final EventLoop loop;
    private final RemoteClientConfig config;
    private final Dialer dialer;
    private final Backoff backoff;
    private final Identity identity;
    private final LinkListener listener;
    private final Conversation conversation;
    private final Consumers consumers = new Consumers();
    private final ConsumerTraffic traffic;
    private final Transactions transactions;
    private final CompletableFuture<ServerFrame.Welcome> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Outbox<LinkWork> outbox;
    private @Nullable ClientConnection connection;
    private volatile Phase phase = Phase.OPENING;
    private int attempts;
    private int resuming;
    private @Nullable ScheduledFuture<?> givingUp;
    private BrokerException lastFailure = new ConnectionLostException("there was no attempt");

    LinkSession(
            EventLoop loop,
            RemoteClientConfig config,
            Backoff backoff,
            TimeSource time,
            Identity identity,
            LinkListener listener) {
        this.loop = loop;
        this.config = config;
        this.dialer = new Dialer(loop, config);
        this.backoff = backoff;
        this.identity = identity;
        this.listener = listener;
        this.outbox = new Outbox<>(loop, this);
        this.conversation = new Conversation(loop, time, config.giveUpAfter());
        this.traffic = new ConsumerTraffic(loop, conversation, consumers, outbox::drain);
        this.transactions = new Transactions(conversation, consumers);
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
            if (work instanceof Acknowledgement acknowledgement && acknowledgement.canWait()) {
                outbox.add(work);
                if (traffic.isPausing()) {
                    return; // the end of the pause has it taken
                }
                outbox.wake();
            } else if (work instanceof Streaming streaming && !streaming.waking()) {
                outbox.add(work);
            } else {
                outbox.put(work);
            }
        } catch (RejectedExecutionException e) { // the event loop is gone, and the link with it
            refuse(work);
        }
    }

    /** The consumers of this link. */
    Consumers consumers() {
        return consumers;
    }

    /** The transactions of this link. */
    Transactions transactions() {
        return transactions;
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
            ask(request);
        } else if (work instanceof Streaming streaming) {
            transactions.stream(streaming);
        } else if (work instanceof Detaching detaching) {
            traffic.detach(detaching);
        } else if (comesTooLate(work)) {
            refuse(work);
        } else if (work instanceof Acknowledgement acknowledgement) {
            traffic.acknowledge(acknowledgement);
        } else if (work instanceof Releasing releasing) {
            traffic.release(releasing);
        } else if (work instanceof Redelivering redelivering) {
            traffic.redeliver(redelivering);
        } else if (work instanceof CreditDue credit) {
            traffic.credit(credit.consumer());
        }
    }

    /** A batch is not worth a frame for what consumers have gathered; whatever else is asked comes after it. */
    private void ask(Request<?> request) {
        if (request.line() == Request.NO_LINE) {
            traffic.gatherAll();
        }
        if (request.subject() instanceof Request.Subject.Ending ending) {
            transactions.ask(request, ending);
        } else {
            conversation.ask(request);
        }
    }

    /** Whether it is for a consumer that has been detached in the meantime. */
    private static boolean comesTooLate(LinkWork work) {
        if (work instanceof Acknowledgement acknowledgement) {
            return acknowledgement.consumer().isEnding();
        }
        if (work instanceof Redelivering redelivering) {
            return redelivering.consumer().isEnding();
        }
        return work instanceof Releasing releasing && releasing.consumer().isEnding();
    }

    @Override
    public void taken() {
        traffic.gather();
        conversation.flush();
    }

    @Override
    public void onOpen(ClientConnection open, ServerFrame.Welcome welcome) {
        if (phase == Phase.OPENING) {
            phase = Phase.UP;
            transactions.flow();
            opened.complete(welcome);
            return;
        }
        List<ConsumerSession> returning = consumers.established();
        resuming = returning.size();
        List<Request<?>> unanswered = conversation.unanswered();
        returning.forEach(
                each -> conversation.ask(ConsumerRequests.resume(each, this::onResumed, this::onResumeRefused)));
        conversation.repeat(unanswered);
        upIfAllResumed();
        open.flush();
    }

    private void onResumed(ConsumerSession consumer, ServerFrame.Subscribed answer) {
        consumer.onResumed(answer);
        conversation.repeat(conversation.unanswered().stream()
                .filter(each -> each.isAbout(consumer))
                .toList());
        traffic.passOnCredit(consumer);
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
            stopGivingUp();
            transactions.flow();
            LOGGER.info("The link is back");
            outbox.wake();
        }
    }

    @Override
    public void onFrame(ServerFrame frame) {
        if (frame instanceof ServerFrame.Deliver deliver) {
            traffic.deliver(deliver);
        } else {
            conversation.onAnswer(frame);
        }
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
        connect(null);
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
            givingUp = loop.schedule(this::giveUp, config.giveUpAfter().toMillis(), TimeUnit.MILLISECONDS);
        }
        lastFailure = cause;
        consumers.onInterrupted();
        transactions.interrupted();
        conversation.interrupted();
        loop.schedule(this::dial, backoff.nextPauseMs(), TimeUnit.MILLISECONDS);
        outbox.wake();
    }

    /** Whatever the last attempt is at: also a server that takes the link and does not take its consumers is given up. */
    private void giveUp() {
        if (phase == Phase.INTERRUPTED) {
            lose(new ConnectionLostException(
                    "gave up after " + config.giveUpAfter().toMillis() + " ms: " + lastFailure.getMessage(),
                    lastFailure));
        }
    }

    private void stopGivingUp() {
        if (givingUp != null) {
            givingUp.cancel(false);
            givingUp = null;
        }
    }

    private void dial() {
        if (phase != Phase.ENDED) {
            connect(dialer.dial(identity.request(), this));
        }
    }

    private void connect(@Nullable ClientConnection next) {
        connection = next;
        conversation.over(next);
    }

    private void end(LinkEnd end) {
        ended.thenRun(() -> end.done().complete(null));
        ClientConnection current = connection;
        if (end.manner() == LinkEnd.Manner.ABANDON || current == null || !current.isOpen()) {
            finish(new LinkClosedException("the link was closed"));
        } else if (!current.wasClosing()) {
            traffic.gatherAll();
            conversation.ask(ConsumerRequests.close(() -> finish(new LinkClosedException("the link was closed"))));
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
        stopGivingUp();
        ClientConnection last = connection;
        connect(null);
        if (last != null) {
            last.drop();
        }
        opened.completeExceptionally(cause);
        traffic.gatherAll();
        conversation.failAll(cause);
        transactions.forgetAll();
        outbox.wake();
        ended.complete(null);
    }

    private static void refuse(LinkWork work) {
        BrokerException closed = new LinkClosedException("the link or the consumer is closed");
        if (work instanceof Request<?> request) {
            request.abandon(closed);
        } else if (work instanceof Acknowledgement acknowledgement) {
            acknowledgement.fail(closed);
        } else if (work instanceof Releasing releasing) {
            releasing.done().completeExceptionally(closed);
        } else if (work instanceof Redelivering redelivering) {
            redelivering.done().completeExceptionally(closed);
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
