package io.replaymq.jms.consumer;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.jms.api.Replies;
import io.replaymq.jms.encoding.MessageDecoder;
import io.replaymq.jms.message.Receipt;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of one session: opens, starts, pauses and ends them, and acknowledges what they received.
 *
 * <p><b>Threads:</b> any. Stopping and closing wait for what the application is doing with messages; see {@link Handout}.
 */
public final class SessionInboxes {
    private final SessionState state = new SessionState();
    private final Acknowledgements acknowledgements;
    private final Unwanted unwanted;
    private final ListenerCalls calls;
    private final ListenerThread listeners;
    private final Handout handout;
    private final LoadedMessages loaded;

    /** Without consumers, stopped. The name is that of the thread which calls the session's listeners. */
    public SessionInboxes(AcknowledgeMode mode, InstantSource clock, String threadName) {
        this.acknowledgements = new Acknowledgements(mode);
        this.unwanted = new Unwanted(clock);
        this.calls = new ListenerCalls(acknowledgements, this::receipt, unwanted);
        this.listeners = new ListenerThread(state, calls, threadName);
        this.handout = new Handout(state, listeners, this::finishClose);
        this.loaded = new LoadedMessages(calls);
    }

    /** What a connection consumer has this session deliver. */
    public LoadedMessages loaded() {
        return loaded;
    }

    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    Unwanted unwanted() {
        return unwanted;
    }

    Handout handout() {
        return handout;
    }

    /** Whether the current thread is in a listener of this session. */
    public boolean isCallingListener() {
        return calls.isCurrent();
    }

    /** Attaches a consumer. @throws JMSException if the broker refuses it */
    Inbox open(BrokerLink broker, ConsumerRequest request, MessageDecoder decoder, int prefetch) throws JMSException {
        Inbox inbox = new Inbox(this, request, decoder, prefetch);
        inbox.attach(Replies.await(broker.subscribe(request, inbox)));
        state.run(() -> state.inboxes().add(inbox));
        handout.giveCredit(inbox);
        return inbox;
    }

    SessionState state() {
        return state;
    }

    /** Begins or resumes delivery. */
    public void start() {
        List<Inbox> all = state.locked(() -> {
            if (state.phase() == SessionState.Phase.STOPPED) {
                state.moveTo(SessionState.Phase.RUNNING);
                listeners.wake();
            }
            return List.copyOf(state.inboxes());
        });
        all.forEach(handout::giveCredit);
    }

    /** Pauses delivery. Returns when no listener runs and no receive is about to return a message. */
    public void stop() {
        state.run(() -> {
            if (state.phase() == SessionState.Phase.RUNNING) {
                state.moveTo(SessionState.Phase.STOPPED);
            }
            state.awaitEnd(() -> state.inboxes().stream().noneMatch(Inbox::isBusy));
        });
    }

    /** The link is lost: whoever waits for a message, or comes for one, is told. */
    public void fail(JMSException cause) {
        state.run(() -> state.fail(cause));
    }

    /** Why the link is lost; null as long as it is not. */
    public @Nullable JMSException loss() {
        return state.<@Nullable JMSException>locked(state::failure);
    }

    void startedAnew(Inbox inbox) {
        handout.startedAnew(inbox);
        List.copyOf(inbox.holders()).forEach(each -> each.lose(inbox));
    }

    /** What the session has received and not acknowledged, or not committed. */
    public Unsettled unsettled() {
        return acknowledgements.own();
    }

    /** What is received from now on belongs to a branch of a distributed transaction. */
    public void enter(Unsettled branch) {
        acknowledgements.enter(branch);
    }

    /** What is received from now on belongs to no branch. */
    public void leave() {
        acknowledgements.leave();
    }

    /** What the running listener was given, if there is one, is delivered again although it returns. */
    public void recovering() {
        calls.recovered();
    }

    /**
     * Delivers what was not acknowledged again, the oldest first. Jakarta Messaging 3.1, section 6.2.11.
     *
     * @throws JMSException if the broker cannot be asked
     */
    public void recover() throws JMSException {
        recovering();
        acknowledgements.own().redeliver();
    }

    /** How a message's {@code acknowledge} reaches its session. */
    Receipt receipt(Inbox inbox, Held held) {
        return () -> {
            if (acknowledgements.mode() == AcknowledgeMode.INDIVIDUAL) {
                acknowledge(Map.of(inbox, acknowledgements.own().take(inbox, held)));
            } else {
                acknowledge();
            }
        };
    }

    /** Acknowledges everything that the session received, if it is up to the application; waits until that is in the log. */
    public void acknowledge() throws JMSException {
        boolean everything = acknowledgements.mode().isByMessage();
        acknowledge(everything ? acknowledgements.own().takeAll() : Map.of());
    }

    private void acknowledge(Map<Inbox, List<Held>> messages) throws JMSException {
        if (isClosed() && !isCallingListener()) {
            throw new IllegalStateException("the session is closed");
        }
        Acknowledgements.acknowledgeAndWait(messages);
        messages.keySet().forEach(this::endIfLingering);
    }

    void endIfLingering(Inbox inbox) {
        if (state.locked(inbox::stage) == Inbox.Stage.LINGERING && !inbox.isOwed()) {
            end(inbox);
        }
    }

    /** Sets or takes away a consumer's listener. */
    void listen(Inbox inbox, @Nullable Listening listening) {
        state.run(() -> {
            inbox.listening(listening);
            if (listening != null && state.phase() != SessionState.Phase.CLOSED) {
                listeners.start();
                listeners.schedule(inbox);
            }
        });
    }

    @Nullable
    MessageListener listener(Inbox inbox) {
        return state.<@Nullable Listening>locked(inbox::listening) instanceof Listening.Single single
                ? single.listener()
                : null;
    }

    /** Checks that a receive is legal. */
    void requireReceivable(Inbox inbox) throws IllegalStateException {
        if (isClosed(inbox)) {
            throw new IllegalStateException("the consumer is closed");
        }
        if (state.<@Nullable Listening>locked(inbox::listening) != null) {
            throw new IllegalStateException("the consumer has a message listener");
        }
    }

    boolean isClosed() {
        return state.locked(state::phase) == SessionState.Phase.CLOSED;
    }

    boolean isClosed(Inbox inbox) {
        return state.locked(() -> state.phase() == SessionState.Phase.CLOSED || !inbox.isOpen());
    }

    /** Closes one consumer; waits for what the application is doing with its messages, unless that is this call. */
    void close(Inbox inbox) throws JMSException {
        boolean byItsListener = state.locked(() -> {
            boolean first = inbox.isOpen();
            boolean own = calls.isCurrent(inbox);
            if (first) {
                inbox.moveTo(own ? Inbox.Stage.CLOSED_BY_LISTENER : Inbox.Stage.LINGERING);
            }
            if (first && !own) {
                state.awaitEnd(inbox::isIdle);
            }
            return own || !first;
        });
        if (!byItsListener) {
            Replies.await(finishClose(inbox));
        }
    }

    private CompletionStage<Void> finishClose(Inbox inbox) {
        return acknowledgements.keeps(inbox) ? linger(inbox) : end(inbox);
    }

    /** It stays attached, without the application noticing. */
    private CompletionStage<Void> linger(Inbox inbox) {
        List<Held> rest = state.locked(() -> {
            inbox.moveTo(Inbox.Stage.LINGERING);
            return inbox.drain();
        });
        Acknowledgements.release(inbox, rest, Seen.NOT_SEEN);
        endIfLingering(inbox); // what it stayed for may have been settled meanwhile
        return CompletableFuture.completedStage(null);
    }

    /** What the application saw may be acknowledged by another session or transaction still. */
    private CompletionStage<Void> end(Inbox inbox) {
        acknowledgements.giveUp(inbox);
        if (inbox.isOwed()) {
            return linger(inbox);
        }
        List<Held> rest = state.locked(() -> {
            inbox.moveTo(Inbox.Stage.CLOSED);
            state.inboxes().remove(inbox);
            return inbox.drain();
        });
        Acknowledgements.release(inbox, rest, Seen.NOT_SEEN);
        return inbox.outlet().detach();
    }

    /** Closes all consumers, waits for what the application is doing with messages, and ends the session's thread. */
    public void close() throws JMSException {
        List<Inbox> all = state.locked(() -> {
            state.moveTo(SessionState.Phase.CLOSED);
            listeners.wake();
            state.awaitEnd(() -> state.inboxes().stream().allMatch(Inbox::isIdle));
            return List.copyOf(state.inboxes());
        });
        loaded.close();
        List<CompletionStage<Void>> ends = new ArrayList<>();
        all.forEach(each -> ends.add(end(each)));
        giveUpOthers();
        for (CompletionStage<Void> each : ends) {
            Replies.await(each);
        }
    }

    /** What a connection consumer had this session deliver, and nobody acknowledged, is that consumer's again. */
    private void giveUpOthers() throws JMSException {
        Unsettled others = acknowledgements.own();
        if (acknowledgements.mode().isUpToTheApplication()) {
            others.redeliver();
        } else {
            others.acknowledge();
        }
    }
}
