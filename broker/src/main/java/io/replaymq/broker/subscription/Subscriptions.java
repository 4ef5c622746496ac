package io.replaymq.broker.subscription;

import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.ConsumerTarget.Durable;
import io.replaymq.broker.api.ConsumerTarget.DurableSubscription;
import io.replaymq.broker.api.ConsumerTarget.PlainSubscription;
import io.replaymq.broker.api.ConsumerTarget.SharedDurableSubscription;
import io.replaymq.broker.api.ConsumerTarget.SharedSubscription;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.QueueDefaults;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.SubscriptionInUseException;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.broker.destination.TemporaryNames;
import io.replaymq.broker.dispatch.OpenConsumer;
import io.replaymq.broker.dispatch.Target;
import io.replaymq.groups.api.Exclusivity;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.SharedGroup;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds or makes the group behind what a client asks for, and decides who may have it.
 *
 * <p><b>Threads:</b> the dispatch thread. Stages fail with what {@link io.replaymq.broker.api.BrokerLink} says.
 */
public final class Subscriptions {
    private final Targets targets;
    private final QueueDefaults queues;

    /**
     * Works on the targets of a broker.
     *
     * @param queues settings of queues and durable subscriptions that are made
     */
    public Subscriptions(Targets targets, QueueDefaults queues) {
        this.targets = targets;
        this.queues = queues;
    }

    /** Makes a queue's group, which holds what is sent from now on, or all that is kept if the queue had none. */
    public CompletionStage<Target> prepareQueue(DestinationDescription queue) {
        String name = GroupNames.ofQueue(queue.destination());
        Optional<Target> present = targets.find(name);
        return present.isPresent()
                ? CompletableFuture.completedStage(present.get())
                : targets.create(
                        new GroupSpec(name, queue.logTopic(), GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest()),
                        settingsOf(queue.destination()));
    }

    private GroupSettings settingsOf(Destination source) {
        return QueueGroups.groupSettings(source, queues.of(source, TemporaryNames.isTemporary(source)));
    }

    /**
     * Attaches a consumer; its destination exists.
     *
     * @param interest what it asks for, in its options
     */
    public CompletionStage<OpenConsumer> subscribe(
            ConsumerRequest request, Interest interest, DestinationDescription described, DeliveryListener listener) {
        ConsumerTarget target = request.target();
        if (target instanceof ConsumerTarget.Queue) {
            MemberOptions options = memberOptions(request.options()).withFilter(interest.filter());
            return prepareQueue(described).thenCompose(queue -> queue.attach(request.resume(), options, listener));
        }
        GroupSpec wanted = specOf(request, interest, described);
        return found(request, wanted)
                .thenCompose(each -> each.attach(request.resume(), memberOptions(request.options()), listener));
    }

    private static MemberOptions memberOptions(ConsumerOptions options) {
        Exclusivity exclusivity =
                switch (options.sharing()) {
                    case SHARED -> Exclusivity.SHARED;
                    case EXCLUSIVE -> Exclusivity.EXCLUSIVE;
                };
        return MemberOptions.DEFAULTS.with(exclusivity).withPriority(options.priority());
    }

    private static GroupSpec specOf(ConsumerRequest request, Interest interest, DestinationDescription described) {
        ConsumerTarget target = request.target();
        boolean named = !(target instanceof PlainSubscription || target instanceof ConsumerTarget.History);
        GroupLifetime lifetime =
                target instanceof Durable ? GroupLifetime.UNTIL_DELETED : GroupLifetime.WITH_ITS_MEMBERS;
        return new GroupSpec(
                named ? GroupNames.of(target) : GroupNames.newUnnamed(target),
                described.logTopic(),
                lifetime,
                start(request),
                interest.text());
    }

    private static GroupStart start(ConsumerRequest request) {
        StartPosition asked = request.options().start();
        if (asked != null) {
            return groupStart(asked);
        }
        return request.target() instanceof ConsumerTarget.History ? new GroupStart.Earliest() : new GroupStart.Latest();
    }

    private CompletionStage<Target> found(ConsumerRequest request, GroupSpec wanted) {
        if (request.target() instanceof Durable durable) {
            requireNoRival(durable);
            return targetOfDurable(request, wanted);
        }
        if (request.target() instanceof SharedSubscription) {
            return targetOfShared(request, wanted);
        }
        Optional<Target> former = ofMember(request)
                .filter(each -> GroupNames.isOfUnnamed(
                        request.target(), each.group().spec().name()))
                .filter(each -> isSame(each.group().spec(), wanted));
        return former.isPresent() ? CompletableFuture.completedStage(former.get()) : targets.create(wanted);
    }

    private Optional<Target> ofMember(ConsumerRequest request) {
        return request.resume() == null
                ? Optional.empty()
                : targets.ofMember(request.resume().memberId());
    }

    private static boolean isSame(GroupSpec present, GroupSpec wanted) {
        return present.topic().equals(wanted.topic()) && Objects.equals(present.filter(), wanted.filter());
    }

    /** A client has no shared and unshared durable subscription of the same name. Jakarta Messaging 3.1, section 8.3. */
    private void requireNoRival(Durable durable) {
        if (targets.find(GroupNames.ofRival(durable)).isPresent()) {
            throw new SubscriptionInUseException("there is no " + durable + ", but one that is "
                    + (durable instanceof DurableSubscription ? "shared" : "not shared") + " has its name");
        }
    }

    /**
     * One of that name to another topic or for other messages is deleted, as if by unsubscribing. Jakarta Messaging 3.1, section 8.3.
     */
    private CompletionStage<Target> targetOfDurable(ConsumerRequest request, GroupSpec wanted) {
        boolean shared = request.target() instanceof SharedDurableSubscription;
        return changed(request, wanted)
                .thenCompose(free ->
                        targets.create(wanted, settingsOf(request.target().destination())))
                .thenApply(target -> {
                    if (!shared) {
                        requireFree(target, request);
                    } else if (!isSame(target.group().spec(), wanted)) {
                        throw inUse(request.target()); // somebody else made it just now
                    }
                    return target;
                });
    }

    private CompletionStage<Void> changed(ConsumerRequest request, GroupSpec wanted) {
        Optional<Target> former =
                targets.find(wanted.name()).filter(each -> !isSame(each.group().spec(), wanted));
        if (former.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        requireFree(former.get(), request);
        return targets.delete(wanted.name());
    }

    /** As long as it is there it has consumers, and is what it is. Jakarta Messaging 3.1, section 8.3.2. */
    private CompletionStage<Target> targetOfShared(ConsumerRequest request, GroupSpec wanted) {
        return changed(request, wanted)
                .thenCompose(free -> targets.create(wanted))
                .thenApply(target -> {
                    if (!isSame(target.group().spec(), wanted)) {
                        throw inUse(request.target());
                    }
                    return target;
                });
    }

    private void requireFree(Target target, ConsumerRequest request) {
        boolean itsOwn = ofMember(request).filter(target::equals).isPresent();
        if (!itsOwn && target.isInUse()) {
            throw inUse(request.target());
        }
    }

    private static SubscriptionInUseException inUse(ConsumerTarget subscription) {
        return new SubscriptionInUseException(subscription + " has a consumer, or one that may still come back");
    }

    /** Deletes a durable subscription, shared or not, whichever topic it is to. */
    public CompletionStage<Void> unsubscribe(Durable subscription) {
        Target target = targets.find(GroupNames.of(subscription))
                .or(() -> targets.find(GroupNames.ofRival(subscription)))
                .orElseThrow(() -> new UnknownDestinationException("there is no " + subscription));
        if (target.isInUse()) {
            throw inUse(subscription);
        }
        return targets.delete(target.group().spec().name());
    }

    /** The group of a queue that exists. @throws InvalidDestinationException if the destination is a topic */
    public CompletionStage<SharedGroup> groupOfQueue(DestinationDescription described) {
        requireKind(new ConsumerTarget.Queue(described.destination()));
        return prepareQueue(described).thenApply(Target::group);
    }

    /** Whether anybody consumes from a log topic, is about to, or may still come back. */
    public boolean isConsumed(String logTopic) {
        return targets.over(logTopic).stream().anyMatch(Target::isInUse);
    }

    /** Deletes all groups over a log topic. */
    public CompletionStage<Void> deleteAllOf(String logTopic) {
        return CompletableFuture.allOf(targets.over(logTopic).stream()
                .map(each -> targets.delete(each.group().spec().name()).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
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
        requireKind(target);
        return targets.find(GroupNames.of(target))
                .orElseThrow(() -> new UnknownDestinationException("there is no " + target));
    }

    /**
     * Checks that queues are consumed as queues and topics by subscriptions, and that options are asked of those who have them.
     *
     * @throws InvalidDestinationException if not
     */
    public static void requireKind(ConsumerRequest request) {
        requireKind(request.target());
        if (request.target() instanceof Durable
                && TemporaryNames.isTemporary(request.target().destination())) {
            throw new InvalidDestinationException(
                    request.target().destination() + ", which is temporary, expected one that outlives its link");
        }
        ConsumerOptions options = request.options();
        requireStart(request.target().destination(), options.start());
        if (request.target() instanceof ConsumerTarget.Queue
                && (options.start() != null || options.notFrom() != null)) {
            throw new InvalidDestinationException("a consumer of " + request.target()
                    + " with a start or a sender that it leaves out, expected a subscription or a history");
        }
    }

    /** An offset says nothing where there are many topics. */
    private static void requireStart(Destination destination, @Nullable StartPosition start) {
        if (destination.isPattern() && start instanceof StartPosition.AtOffset) {
            throw new InvalidDestinationException(
                    destination + " from an offset, expected earliest, latest or a time: it means many topics");
        }
    }

    private static void requireKind(ConsumerTarget target) {
        Destination.Kind found = target.destination().kind();
        Destination.Kind expected =
                target instanceof ConsumerTarget.Queue ? Destination.Kind.QUEUE : Destination.Kind.TOPIC;
        if (found != expected && !(target instanceof ConsumerTarget.History)) {
            throw new InvalidDestinationException(
                    target.destination() + ", expected a " + expected.name().toLowerCase(Locale.ROOT));
        }
    }
}
