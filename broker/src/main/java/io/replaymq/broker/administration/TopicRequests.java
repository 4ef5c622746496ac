package io.replaymq.broker.administration;

import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.LogRequest.Reach;
import io.replaymq.broker.destination.LogTopics;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicStatistics;
import io.replaymq.log.api.UnknownTopicException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Looks at topics and changes them, except where that would break what others rely on: internal topics are nobody's to change, the
 * senders of a destination know how many partitions it had when it was declared, and a shared group is lost with its topic.
 */
final class TopicRequests {
    private static final String INTERNAL_PREFIX = "__";

    private final ReplayLog log;
    private final SharedGroups shared;

    TopicRequests(ReplayLog log, SharedGroups shared) {
        this.log = log;
        this.shared = shared;
    }

    CompletionStage<LogAnswer.Topics> list(LogRequest.ListTopics request) {
        List<LogAnswer.TopicSummary> listed = new ArrayList<>();
        for (TopicDescription each : log.topics()) {
            if (listed.size() == request.max()) {
                break;
            }
            if (each.name().compareTo(request.after()) > 0) {
                summary(each).ifPresent(listed::add);
            }
        }
        return CompletableFuture.completedStage(new LogAnswer.Topics(listed));
    }

    /** Empty if it has just been deleted. */
    private Optional<LogAnswer.TopicSummary> summary(TopicDescription topic) {
        try {
            TopicStatistics statistics = log.statistics(topic.name());
            return Optional.of(new LogAnswer.TopicSummary(
                    topic,
                    LogTopics.destinationOf(topic.name()).orElse(null),
                    statistics.records(),
                    statistics.bytes()));
        } catch (UnknownTopicException e) {
            return Optional.empty();
        }
    }

    CompletionStage<LogAnswer.TopicReport> describe(LogRequest.DescribeTopic request) {
        TopicStatistics statistics = log.statistics(request.topic());
        return CompletableFuture.completedStage(new LogAnswer.TopicReport(
                statistics.topic(), LogTopics.destinationOf(request.topic()).orElse(null), statistics.partitions()));
    }

    CompletionStage<Void> create(LogRequest.CreateTopic request) {
        ensureNotInternal(request.topic(), "created");
        return log.createTopic(request.topic(), request.config()).thenAccept(created -> {});
    }

    /** Dispatch thread. */
    CompletionStage<Void> alter(LogRequest.AlterTopic request) {
        String name = request.topic();
        ensureNotInternal(name, "altered");
        TopicDescription topic =
                log.topic(name).orElseThrow(() -> new UnknownTopicException("there is no topic " + name));
        ensureInReach(name, request.reach());
        if (topic.config().partitions() != request.config().partitions()) {
            ensureFree(name, "its number of partitions cannot be changed");
        }
        return log.alterTopic(name, request.config()).thenAccept(altered -> {});
    }

    /** Dispatch thread. */
    CompletionStage<Void> delete(LogRequest.DeleteTopic request) {
        ensureNotInternal(request.topic(), "deleted");
        ensureFree(request.topic(), "it cannot be deleted");
        return log.deleteTopic(request.topic());
    }

    /** Checks that a topic may be meant. @throws InvalidTopicException if it is internal, or a destination's and those are not meant */
    static void ensureAppendable(String topic, Reach reach) {
        ensureNotInternal(topic, "appended to");
        ensureInReach(topic, reach);
    }

    private static void ensureNotInternal(String topic, String what) {
        if (topic.startsWith(INTERNAL_PREFIX)) {
            throw new InvalidTopicException("topic " + topic + " is internal and cannot be " + what);
        }
    }

    private static void ensureInReach(String topic, Reach reach) {
        if (reach == Reach.PLAIN_TOPICS) {
            LogTopics.destinationOf(topic).ifPresent(each -> {
                throw new InvalidTopicException("topic " + topic + " holds the messages of " + each
                        + "; expected a request that means destinations too");
            });
        }
    }

    private void ensureFree(String topic, String consequence) {
        LogTopics.destinationOf(topic).ifPresent(each -> {
            throw new InvalidTopicException("topic " + topic + " holds the messages of " + each + ": " + consequence);
        });
        for (SharedGroup each : shared.list()) {
            GroupSpec reader = each.spec();
            if (reader.topic().equals(topic)) {
                throw new InvalidTopicException(
                        "topic " + topic + " is read by shared group " + reader.name() + ": " + consequence);
            }
        }
    }
}
