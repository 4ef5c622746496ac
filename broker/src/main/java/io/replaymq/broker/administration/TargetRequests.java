package io.replaymq.broker.administration;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.ConsumerTarget.Durable;
import io.replaymq.broker.api.ConsumerTarget.DurableSubscription;
import io.replaymq.broker.api.ConsumerTarget.SharedDurableSubscription;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.broker.destination.LogTopics;
import io.replaymq.broker.subscription.QueueGroups;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroupDescription;
import io.replaymq.groups.api.SharedGroups;
import java.util.concurrent.CompletionStage;

/** Looks at queues and durable subscriptions, alters their settings, and sends their dead letters on. Dispatch thread. */
final class TargetRequests {
    private final SharedGroups groups;

    TargetRequests(SharedGroups groups) {
        this.groups = groups;
    }

    CompletionStage<LogAnswer.TargetReport> describe(LogRequest.DescribeTarget request) {
        SharedGroup group = require(request.target());
        return group.describe().thenApply(each -> report(withTopic(request.target(), group), each));
    }

    private static LogAnswer.TargetReport report(ConsumerTarget target, SharedGroupDescription group) {
        return new LogAnswer.TargetReport(
                target,
                QueueGroups.queueSettings(group.settings()),
                group.connectedMembers(),
                group.inFlight(),
                group.backlog(),
                group.delayed(),
                group.deadLetters());
    }

    CompletionStage<Void> alter(LogRequest.AlterTarget request) {
        SharedGroup group = require(request.target());
        return group.alter(QueueGroups.groupSettings(source(group), request.settings()));
    }

    CompletionStage<LogAnswer.Redriven> redrive(LogRequest.RedriveTarget request) {
        SharedGroup group = require(request.target());
        String letters = group.settings().deadLetterTopic();
        if (letters == null) {
            throw new UnknownDestinationException(request.target() + " has no dead-letter queue");
        }
        Redrive redrive = Redrive.from(letters)
                .ofGroup(group.spec().name())
                .to(topicOf(request))
                .atMost(request.max());
        return groups.redrive(redrive).thenApply(done -> new LogAnswer.Redriven(done.moved(), done.passedOver()));
    }

    private String topicOf(LogRequest.RedriveTarget request) {
        String to = request.to();
        if (to == null && request.target() instanceof Durable) {
            throw new InvalidDestinationException("dead letters of " + request.target()
                    + " back in its topic would be delivered to all its subscriptions, expected the name of a queue");
        }
        ConsumerTarget queue = to == null ? request.target() : new ConsumerTarget.Queue(Destination.queue(to));
        return require(queue).spec().topic();
    }

    /** The same, of the topic that it is really to. */
    private static ConsumerTarget withTopic(ConsumerTarget target, SharedGroup group) {
        if (target instanceof DurableSubscription durable) {
            return new DurableSubscription(source(group), durable.clientId(), durable.name());
        }
        if (target instanceof SharedDurableSubscription durable) {
            return new SharedDurableSubscription(source(group), durable.clientId(), durable.name());
        }
        return target;
    }

    private static Destination source(SharedGroup group) {
        String topic = group.spec().topic();
        return LogTopics.destinationOf(topic)
                .orElseThrow(() -> new IllegalStateException(topic + " is no destination's topic"));
    }

    private SharedGroup require(ConsumerTarget target) {
        if (!(target instanceof ConsumerTarget.Queue || target instanceof Durable)) {
            throw new InvalidDestinationException(
                    "a consumer of " + target.destination() + ", expected a queue or a durable subscription");
        }
        return groups.find(QueueGroups.nameOf(target))
                .orElseThrow(() -> new UnknownDestinationException("there is no " + target));
    }
}
