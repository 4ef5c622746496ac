package io.replaymq.broker.dispatch;

import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SeenDelivery;
import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.SeenRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer: a member of a group, the credit it has left, and who listens.
 *
 * <p><b>Threads:</b> what {@link OpenConsumer} says may be called on any thread and is carried out on the dispatch thread; all
 * else belongs to that thread.
 */
final class GroupConsumer implements OpenConsumer {
    private static final Logger LOGGER = LoggerFactory.getLogger(GroupConsumer.class);

    private final DispatchThread thread;
    private final Target target;
    private final GroupMember member;
    private final DeliveryListener listener;
    private final UUID memberId;
    private final int priority;
    private final Standing standing;
    private long credit;
    private State state = State.ATTACHED;
    private List<Delivery> outbox = new ArrayList<>();

    GroupConsumer(DispatchThread thread, Target target, GroupMember member, int priority, DeliveryListener listener) {
        this.thread = thread;
        this.target = target;
        this.member = member;
        this.priority = priority;
        this.listener = listener;
        this.memberId = member.id();
        this.standing = switch (member.standing()) {
            case HOLDS -> Standing.HOLDS;
            case STARTED_ANEW -> Standing.STARTED_ANEW;
        };
    }

    @Override
    public UUID memberId() {
        return memberId;
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public void credit(int messages) {
        if (messages < 0) {
            throw new IllegalArgumentException("credit of " + messages + " messages, expected 0 or more");
        }
        thread.execute(() -> {
            boolean waited = credit == 0;
            credit += messages;
            if (waited && credit > 0 && state == State.ATTACHED) {
                target.enqueue(this);
            }
        });
    }

    /** Where it stands in line, at the moment. */
    Lines.Place place() {
        return new Lines.Place(member.interest(), priority);
    }

    /** Takes a few messages, as far as credit goes, and joins those that have something to hand on. */
    Turn takeTurn(List<GroupConsumer> served) {
        int wanted = (int) Math.min(credit, Target.TURN);
        List<AcquiredRecord> taken = member.acquire(wanted);
        if (!taken.isEmpty() && outbox.isEmpty()) {
            served.add(this);
        }
        for (AcquiredRecord each : taken) {
            outbox.add(delivery(each, target.messageOf(each)));
        }
        credit -= taken.size();
        if (credit == 0) {
            return Turn.NO_CREDIT;
        }
        return taken.size() < wanted ? Turn.NOTHING_LEFT : Turn.MORE_CREDIT;
    }

    private static Delivery delivery(AcquiredRecord acquired, Message message) {
        return new Delivery(deliveryId(acquired.id()), acquired.deliveryCount(), message);
    }

    private static DeliveryId deliveryId(RecordId id) {
        return new DeliveryId(id.partition(), id.offset(), id.generation());
    }

    /** Hands on what it took. */
    void flush() {
        List<Delivery> deliveries = outbox;
        outbox = new ArrayList<>();
        try {
            listener.onDeliveries(deliveries);
        } catch (RuntimeException e) {
            LOGGER.error("Consumer {} failed to take {} deliveries and is given up", memberId, deliveries.size(), e);
            end(State.CLOSED);
            member.leave();
        }
    }

    @Override
    public CompletionStage<Void> acknowledge(List<DeliveryId> deliveries) {
        return onThread(() -> member.acknowledge(Target.recordIds(deliveries)));
    }

    @Override
    public CompletionStage<Void> release(List<DeliveryId> deliveries, Seen seen) {
        io.replaymq.groups.api.Seen asSeen =
                switch (seen) {
                    case BY_APPLICATION -> io.replaymq.groups.api.Seen.BY_APPLICATION;
                    case NOT_SEEN -> io.replaymq.groups.api.Seen.NOT_SEEN;
                };
        return onThread(() -> member.release(Target.recordIds(deliveries), asSeen));
    }

    @Override
    public CompletionStage<List<DeliveryId>> redeliver(List<SeenDelivery> seen) {
        List<SeenRecord> records = seen.stream()
                .map(each -> new SeenRecord(Target.recordId(each.id()), each.deliveryCount()))
                .toList();
        return onThread(() -> member.redeliver(records)
                .thenApply(held -> held.stream().map(GroupConsumer::deliveryId).toList()));
    }

    @Override
    public CompletionStage<Void> close() {
        CompletableFuture<Void> left = new CompletableFuture<>();
        thread.execute(() -> {
            end(State.CLOSED);
            Failures.pass(member.leave(), left);
        });
        return left;
    }

    @Override
    public void abandon() {
        thread.execute(() -> {
            if (state == State.ATTACHED) {
                end(State.CUT);
                member.disconnect();
            }
        });
    }

    @Override
    public Acknowledgement toAcknowledge(List<DeliveryId> deliveries) {
        return new Acknowledgement(member, Target.recordIds(deliveries));
    }

    /** Its member comes back on another link: this one gets nothing more. */
    void superseded() {
        end(State.CUT);
    }

    private void end(State as) {
        state = as;
        target.remove(this);
    }

    private <T> CompletionStage<T> onThread(Supplier<CompletionStage<T>> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        thread.execute(() -> {
            if (state == State.ATTACHED) {
                Failures.pass(call.get(), answer);
            } else {
                answer.completeExceptionally(new LinkClosedException("consumer " + memberId + " is " + state));
            }
        });
        return answer;
    }

    /** How a turn ended. */
    enum Turn {
        /** The consumer may take more. */
        MORE_CREDIT,
        /** It has taken all it may. */
        NO_CREDIT,
        /** The group has nothing more at the moment. */
        NOTHING_LEFT
    }

    private enum State {
        ATTACHED,
        CUT,
        CLOSED
    }
}
