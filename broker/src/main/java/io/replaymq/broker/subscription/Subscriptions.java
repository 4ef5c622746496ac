package io.replaymq.broker.subscription;

import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.ConsumerTarget.DurableSubscription;
import io.replaymq.broker.api.ConsumerTarget.PlainSubscription;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.SubscriptionInUseException;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.broker.dispatch.OpenConsumer;
import io.replaymq.broker.dispatch.Target;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.SharedGroup;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds or makes the group behind what a client asks for, and decides who may have it.
 *
 * <p><b>Threads:</b> the dispatch thread. Stages fail with what {@link io.replaymq.broker.api.BrokerLink} says.
 */
public final class Subscriptions {
    private final Targets targets;

    /** Works on the targets of a broker. */
    public Subscriptions(Targets targets) {
        this.targets = targets;
    }

    /** Makes a queue's group, which holds what is sent from now on, or all that is kept if the queue had none. */
    public CompletionStage<Target> prepareQueue(DestinationDescription queue) {
        String name = GroupNames.ofQueue(queue.destination());
        Optional<Target> present = targets.find(name);
        return present.isPresent()
                ? CompletableFuture.completedStage(present.get())
                : targets.create(
                        new GroupSpec(name, queue.logTopic(), GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest()));
    }

    /** Attaches a consumer; its destination exists. */
    public CompletionStage<OpenConsumer> subscribe(
            ConsumerRequest request, DestinationDescription described, DeliveryListener listener) {
        ConsumerTarget target = request.target();
        if (target instanceof DurableSubscription durable) {
            return attachDurable(durable, described, request, listener);
        }
        CompletionStage<Target> found =
                target instanceof PlainSubscription ? findPlain(request, described) : prepareQueue(described);
        return found.thenCompose(each -> each.attach(request.resume(), listener));
    }

    private CompletionStage<Target> findPlain(ConsumerRequest request, DestinationDescription topic) {
        Optional<Target> former = request.resume() == null
                ? Optional.empty()
                : targets.ofMember(request.resume().memberId());
        if (former.isPresent() && isPlainOf(topic, former.get().group().spec())) {
            return CompletableFuture.completedStage(former.get());
        }
        return targets.create(new GroupSpec(
                GroupNames.newPlain(), topic.logTopic(), GroupLifetime.WITH_ITS_MEMBERS, new GroupStart.Latest()));
    }

    private static boolean isPlainOf(DestinationDescription topic, GroupSpec group) {
        return GroupNames.isPlain(group.name()) && group.topic().equals(topic.logTopic());
    }

    private CompletionStage<OpenConsumer> attachDurable(
            DurableSubscription durable,
            DestinationDescription topic,
            ConsumerRequest request,
            DeliveryListener listener) {
        String name = GroupNames.ofDurable(durable);
        return freed(name, topic, request)
                .thenCompose(free -> targets.create(
                        new GroupSpec(name, topic.logTopic(), GroupLifetime.UNTIL_DELETED, new GroupStart.Latest())))
                .thenCompose(target -> {
                    requireFree(target, request);
                    return target.attach(request.resume(), listener);
                });
    }

    /** A subscription of that name to another topic is deleted, as if by unsubscribing. Jakarta Messaging 3.1, section 8.3.3. */
    private CompletionStage<Void> freed(String name, DestinationDescription topic, ConsumerRequest request) {
        Optional<Target> former =
                targets.find(name).filter(each -> !each.group().spec().topic().equals(topic.logTopic()));
        if (former.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        requireFree(former.get(), request);
        return targets.delete(name);
    }

    private void requireFree(Target target, ConsumerRequest request) {
        boolean itsOwn = request.resume() != null
                && targets.ofMember(request.resume().memberId())
                        .filter(target::equals)
                        .isPresent();
        if (!itsOwn && target.isInUse()) {
            throw inUse(request.target());
        }
    }

    private static SubscriptionInUseException inUse(ConsumerTarget subscription) {
        return new SubscriptionInUseException(subscription + " has a consumer, or one that may still come back");
    }

    /** Deletes a durable subscription, whichever topic it is to. */
    public CompletionStage<Void> unsubscribe(DurableSubscription subscription) {
        Target target = require(subscription);
        if (target.isInUse()) {
            throw inUse(subscription);
        }
        return targets.delete(target.group().spec().name());
    }

    /** Sets a queue or durable subscription back or forward. */
    public CompletionStage<Void> rewind(ConsumerTarget target, StartPosition to) {
        return require(target).group().rewind(groupStart(to));
    }

    private static GroupStart groupStart(StartPosition position) {
        if (position instanceof StartPosition.AtOffset at) {
            return new GroupStart.AtOffset(at.partition(), at.offset());
        }
        if (position instanceof StartPosition.AtTime at) {
            return new GroupStart.AtTime(at.timestampMs());
        }
        return position instanceof StartPosition.Earliest ? new GroupStart.Earliest() : new GroupStart.Latest();
    }

    /** How a queue or durable subscription stands. */
    public CompletionStage<TargetStatus> status(ConsumerTarget target) {
        SharedGroup group = require(target).group();
        return group.backlog()
                .thenApply(backlog -> new TargetStatus(backlog, group.inFlight(), group.connectedMembers()));
    }

    private Target require(ConsumerTarget target) {
        String name = nameOf(target);
        return targets.find(name).orElseThrow(() -> new UnknownDestinationException("there is no " + target));
    }

    private static String nameOf(ConsumerTarget target) {
        requireKind(target);
        if (target instanceof ConsumerTarget.Queue queue) {
            return GroupNames.ofQueue(queue.destination());
        }
        if (target instanceof DurableSubscription durable) {
            return GroupNames.ofDurable(durable);
        }
        throw new InvalidDestinationException(
                "a plain subscription to " + target.destination() + ", expected a queue or durable subscription");
    }

    /** Checks that queues are consumed as queues and topics by subscriptions. @throws InvalidDestinationException if not */
    public static void requireKind(ConsumerTarget target) {
        Destination.Kind expected =
                target instanceof ConsumerTarget.Queue ? Destination.Kind.QUEUE : Destination.Kind.TOPIC;
        if (target.destination().kind() != expected) {
            throw new InvalidDestinationException(
                    target.destination() + ", expected a " + expected.name().toLowerCase(Locale.ROOT));
        }
    }
}
