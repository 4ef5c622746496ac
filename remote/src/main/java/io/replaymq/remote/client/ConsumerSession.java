package io.replaymq.remote.client;

import io.replaymq.broker.api.ConsumerLink.Standing;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerRequest.Resume;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.SeenDelivery;
import io.replaymq.remote.api.ProtocolViolationException;
import io.replaymq.remote.wire.ServerFrame.Subscribed;
import io.replaymq.remote.wire.WireLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client knows of one consumer, so that it can go on over another connection: what it holds, and the credit it gave.
 *
 * <p><b>Threads:</b> belongs to the link's event loop, except for the credit that is due, which any thread adds to. Credit is
 * passed on late on purpose: only when what the broker may still deliver has sunk to what is due, so half a window at a time. Both
 * sides write their own number before they read the other's, so one of them always notices.
 */
final class ConsumerSession {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConsumerSession.class);

    private final int number;
    private final ConsumerRequest request;
    private final DeliveryListener listener;
    private final Set<DeliveryId> held = new LinkedHashSet<>();
    private final Set<DeliveryId> releasing = new LinkedHashSet<>();
    private final Set<DeliveryId> redelivering = new HashSet<>();
    private final Deque<Acknowledgement> settled = new ArrayDeque<>();
    private final AtomicInteger creditDue = new AtomicInteger();
    private final AtomicBoolean detaching = new AtomicBoolean();
    private volatile int deliverable;
    private volatile Membership membership = new Membership(new UUID(0, 0), Standing.HOLDS);
    private boolean attached;
    private boolean ending;

    ConsumerSession(int number, ConsumerRequest request, DeliveryListener listener) {
        this.number = number;
        this.request = request;
        this.listener = listener;
        if (request.resume() != null) {
            held.addAll(request.resume().held());
        }
    }

    int number() {
        return number;
    }

    Membership membership() {
        return membership;
    }

    boolean isAttached() {
        return attached;
    }

    /** As it was asked for the first time. */
    ConsumerRequest request() {
        return request;
    }

    /** As it comes back: what it was given and what the broker has not confirmed to be settled. */
    ConsumerRequest resumeRequest() {
        List<DeliveryId> all = new ArrayList<>(held);
        all.addAll(releasing);
        return new ConsumerRequest(request.target(), request.options(), new Resume(membership.memberId(), all));
    }

    void onSubscribed(Subscribed answer) {
        attached = true;
        membership = new Membership(answer.memberId(), answer.standing());
    }

    /** The same, for one that came back. */
    void onResumed(Subscribed answer) {
        onSubscribed(answer);
        creditDue.addAndGet(deliverable);
        deliverable = 0;
        if (answer.standing() == Standing.STARTED_ANEW) {
            held.clear();
            releasing.clear();
            redelivering.clear();
            tell(listener::onStartedAnew);
        }
    }

    /** It is about to be detached: nothing more is said of it to the broker, but that. */
    void onEnding() {
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    void onDetached() {
        attached = false;
    }

    void onDeliveries(List<Delivery> deliveries) {
        int allowed = deliverable;
        if (deliveries.size() > allowed) {
            throw new ProtocolViolationException(deliveries.size() + " deliveries for consumer " + number
                    + ", expected no more than the credit, " + allowed);
        }
        deliverable = allowed - deliveries.size();
        for (Delivery each : deliveries) {
            held.add(each.id());
            releasing.remove(each.id());
            redelivering.remove(each.id());
        }
        tell(() -> listener.onDeliveries(deliveries));
    }

    /** Adds credit, on any thread. @return whether it should be passed on now */
    boolean addCredit(int messages) {
        return creditDue.addAndGet(messages) >= deliverable;
    }

    boolean creditIsDue() {
        int due = creditDue.get();
        return !ending && due > 0 && due >= deliverable;
    }

    /** The credit to pass on, which counts as passed on from here. */
    int takeCredit() {
        int due = creditDue.getAndSet(0);
        int before = deliverable;
        deliverable = before + due;
        return due;
    }

    /** Marks it as being detached, on any thread. @return whether it was not before */
    boolean beginDetach() {
        return detaching.compareAndSet(false, true);
    }

    /** Gathers settled deliveries. */
    void settle(Acknowledgement acknowledgement) {
        settled.add(acknowledgement);
    }

    /** What was gathered, as much as fits into one frame, which is gathered no more. */
    List<Acknowledgement> takeSettled() {
        List<Acknowledgement> some = new ArrayList<>();
        int ids = 0;
        for (Acknowledgement each = settled.peek(); each != null; each = settled.peek()) {
            ids += each.deliveries().size();
            if (!some.isEmpty() && ids > WireLimits.MAX_DELIVERY_IDS) {
                break;
            }
            some.add(settled.remove());
        }
        return some;
    }

    void onSettled(List<DeliveryId> deliveries) {
        deliveries.forEach(held::remove);
    }

    void onReleasing(List<DeliveryId> deliveries) {
        deliveries.forEach(held::remove);
        releasing.addAll(deliveries);
    }

    /** Of these, what is still to be released: not what was delivered again meanwhile. */
    List<DeliveryId> stillReleasing(List<DeliveryId> deliveries) {
        return deliveries.stream().filter(releasing::contains).toList();
    }

    void onReleased(List<DeliveryId> deliveries) {
        deliveries.forEach(releasing::remove);
    }

    void onRedelivering(List<SeenDelivery> seen) {
        seen.forEach(each -> redelivering.add(each.id()));
    }

    /** Of these, what is still to be counted: not what the broker took and delivered again meanwhile. */
    List<SeenDelivery> stillRedelivering(List<SeenDelivery> seen) {
        return seen.stream().filter(each -> redelivering.contains(each.id())).toList();
    }

    /** Takes the answer. @return what of these the consumer has for its application again; the rest is its own no more, or came anew */
    List<DeliveryId> onRedelivered(List<SeenDelivery> seen, List<DeliveryId> answer) {
        Set<DeliveryId> kept = new LinkedHashSet<>();
        Set<DeliveryId> still = new HashSet<>(answer);
        for (SeenDelivery each : seen) {
            if (!redelivering.remove(each.id())) {
                continue;
            }
            if (still.contains(each.id())) {
                kept.add(each.id());
            } else {
                held.remove(each.id());
            }
        }
        return List.copyOf(kept);
    }

    void onNotRedelivered(List<SeenDelivery> seen) {
        seen.forEach(each -> redelivering.remove(each.id()));
    }

    private void tell(Runnable listening) {
        try {
            listening.run();
        } catch (RuntimeException e) { // the event loop serves others too
            LOGGER.error("The listener of consumer {} failed", number, e);
        }
    }

    /**
     * Who the consumer is to the broker.
     *
     * @param memberId its id
     * @param standing how it was taken
     */
    record Membership(UUID memberId, Standing standing) {}
}
