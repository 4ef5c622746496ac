package io.replaymq.broker.administration;

import io.replaymq.broker.api.Destination;
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

/** Looks at queues, alters their settings, and sends their dead letters on. Dispatch thread. */
final class QueueRequests {
    private final SharedGroups groups;

    QueueRequests(SharedGroups groups) {
        this.groups = groups;
    }

    CompletionStage<LogAnswer.QueueReport> describe(LogRequest.DescribeQueue request) {
        return require(request.queue()).describe().thenApply(each -> report(request.queue(), each));
    }

    private static LogAnswer.QueueReport report(String queue, SharedGroupDescription group) {
        return new LogAnswer.QueueReport(
                queue,
                QueueGroups.queueSettings(group.settings()),
                group.connectedMembers(),
                group.inFlight(),
                group.backlog(),
                group.delayed(),
                group.deadLetters());
    }

    CompletionStage<Void> alter(LogRequest.AlterQueue request) {
        SharedGroup group = require(request.queue());
        return group.alter(QueueGroups.groupSettings(Destination.queue(request.queue()), request.settings()));
    }

    CompletionStage<LogAnswer.Redriven> redrive(LogRequest.RedriveQueue request) {
        SharedGroup group = require(request.queue());
        String letters = group.settings().deadLetterTopic();
        if (letters == null) {
            throw new UnknownDestinationException("queue '" + request.queue() + "' has no dead-letter queue");
        }
        Redrive redrive = Redrive.from(letters)
                .ofGroup(group.spec().name())
                .to(topicOf(request))
                .atMost(request.max());
        return groups.redrive(redrive).thenApply(done -> new LogAnswer.Redriven(done.moved(), done.passedOver()));
    }

    private String topicOf(LogRequest.RedriveQueue request) {
        String to = request.to() == null ? request.queue() : request.to();
        require(to);
        return LogTopics.of(Destination.queue(to));
    }

    private SharedGroup require(String queue) {
        return groups.find(QueueGroups.nameOf(Destination.queue(queue)))
                .orElseThrow(() -> new UnknownDestinationException("there is no queue '" + queue + "'"));
    }
}
