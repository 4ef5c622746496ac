package io.replaymq.jms.consumer;

import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.jms.encoding.MessageDecoder;
import io.replaymq.jms.message.JmsMessage;
import io.replaymq.jms.message.Receipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * What was delivered to one consumer and not yet handed to the application.
 *
 * <p><b>Threads:</b> everything that changes is guarded by its session's lock; who calls a method without mention of the lock in
 * its comment holds it. The broker's threads come in through the two methods of {@link DeliveryListener}.
 */
final class Inbox implements DeliveryListener {
    private final SessionInboxes session;
    private final ConsumerRequest request;
    private final MessageDecoder decoder;
    private final int prefetch;
    private final Condition arrived; // or something else changed for who waits for a message
    private final Deque<Held> buffer = new ArrayDeque<>();
    private final Set<Unsettled> holders = ConcurrentHashMap.newKeySet();
    private final Set<DeliveryId> processed = ConcurrentHashMap.newKeySet();
    private @Nullable Outlet outlet; // set before credit is given, so before anything arrives
    private @Nullable Listening listening;
    private Stage stage = Stage.OPEN;
    private int owedCredit;
    private int waiting; // threads in receive without a message
    private int handling; // threads that have taken a message and are not done with it
    private boolean scheduled; // in the queue of the session's thread
    private volatile int incarnation; // how often it started anew; changed with the lock, read without

    enum Stage {
        OPEN,
        /** Closed by its own listener, which is still to return. */
        CLOSED_BY_LISTENER,
        /** Closed, but the session may still acknowledge what it received. */
        LINGERING,
        CLOSED
    }

    Inbox(SessionInboxes session, ConsumerRequest request, MessageDecoder decoder, int prefetch) {
        this.session = session;
        this.request = request;
        this.decoder = decoder;
        this.prefetch = prefetch;
        this.owedCredit = prefetch;
        this.arrived = session.state().newCondition();
    }

    /** Without the lock, by the thread that opens the consumer, before anyone else knows it. */
    void attach(ConsumerLink opened) {
        outlet = new Outlet(opened);
    }

    Outlet outlet() {
        Outlet attached = outlet;
        if (attached == null) {
            throw new IllegalStateException("the inbox has no consumer yet");
        }
        return attached;
    }

    /** Without the lock: the way of its messages. */
    Handout handout() {
        return session.handout();
    }

    ConsumerTarget target() {
        return request.target();
    }

    ConsumerOptions options() {
        return request.options();
    }

    /** Without the lock: makes a message of what was taken. */
    JmsMessage decode(Held held, Receipt receipt) {
        JmsMessage message = decoder.decode(held.delivery());
        message.received(held.count(), receipt);
        return message;
    }

    /** Without the lock. What arrives for a consumer that lingers goes back unseen. */
    @Override
    public void onDeliveries(List<Delivery> deliveries) {
        session.handout().arrived(this, deliveries);
    }

    /** Without the lock. */
    @Override
    public void onStartedAnew() {
        session.startedAnew(this);
    }

    boolean add(List<Delivery> deliveries) {
        if (stage != Stage.OPEN) {
            return false;
        }
        for (Delivery each : deliveries) {
            buffer.addLast(Held.first(each, incarnation));
        }
        if (waiting > 0) {
            arrived.signal();
        }
        return true;
    }

    @Nullable
    Held take() {
        Held next = buffer.pollFirst();
        if (next != null) {
            handling++;
        }
        return next;
    }

    /** Takes so many at most. */
    List<Held> take(int most) {
        List<Held> taken = new ArrayList<>(Math.min(most, buffer.size()));
        for (Held next = buffer.pollFirst(); next != null; next = taken.size() < most ? buffer.pollFirst() : null) {
            taken.add(next);
        }
        handling += taken.size();
        return taken;
    }

    /** Puts messages back in front, in order. They fill their place in the window again. */
    void putBack(List<Held> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            buffer.addFirst(messages.get(i));
        }
        owedCredit -= messages.size();
        if (waiting > 0) {
            arrived.signal();
        }
    }

    /** Empties the buffer. */
    List<Held> drain() {
        List<Held> rest = new ArrayList<>(buffer);
        buffer.clear();
        return rest;
    }

    /** Forgets what a consumer that came back too late no longer holds; the credit for it is owed again. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // with the lock
    void forget() {
        incarnation++;
        owedCredit += buffer.size();
        buffer.clear();
    }

    /** Without the lock: whether the consumer has started anew since, and so does not hold it any more. */
    boolean isStale(Held held) {
        return held.incarnation() != incarnation;
    }

    /** Without the lock: where it is noted that the application has messages of this consumer. */
    Set<Unsettled> holders() {
        return holders;
    }

    /** Without the lock: whether messages of this consumer are still to be settled by the application. */
    boolean isOwed() {
        return !holders.isEmpty();
    }

    /** Without the lock: ends a consumer that is closed and had to stay attached, if nobody needs it any more. */
    void ceaseIfClosed() {
        session.endIfLingering(this);
    }

    /** Without the lock: the application is done with these. What could not be acknowledged any more is known when it comes again. */
    void processed(List<Held> messages) {
        for (Held each : messages) {
            if (isStale(each)) {
                processed.add(each.id());
            }
        }
    }

    /** Without the lock. */
    boolean wasProcessed(Held held) {
        return !processed.isEmpty() && processed.remove(held.id());
    }

    boolean isEmpty() {
        return buffer.isEmpty();
    }

    void await(Wait wait) throws InterruptedException {
        waiting++;
        try {
            wait.on(arrived);
        } finally {
            waiting--;
        }
    }

    /** Lets waiting receives look at what changed. */
    void wake() {
        arrived.signalAll();
    }

    /** The application has what was taken; its place in the window is free again. */
    void done(int messages) {
        handling -= messages;
        owedCredit += messages;
    }

    /** The credit to give now: once half of the window has gone. */
    int takeCredit() {
        if (stage != Stage.OPEN || owedCredit * 2 < prefetch) {
            return 0;
        }
        int credit = owedCredit;
        owedCredit = 0;
        return credit;
    }

    boolean isBusy() {
        return handling > 0;
    }

    boolean isIdle() {
        return handling == 0 && waiting == 0;
    }

    Stage stage() {
        return stage;
    }

    boolean isOpen() {
        return stage == Stage.OPEN;
    }

    void moveTo(Stage next) {
        stage = next;
        wake();
    }

    @Nullable
    Listening listening() {
        return listening;
    }

    void listening(@Nullable Listening next) {
        listening = next;
    }

    /** Whether the session's thread has work here and does not know it yet; it does afterwards. */
    boolean schedule() {
        if (scheduled || listening == null || buffer.isEmpty() || stage != Stage.OPEN) {
            return false;
        }
        scheduled = true;
        return true;
    }

    void unschedule() {
        scheduled = false;
    }
}
