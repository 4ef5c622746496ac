package io.replaymq.groups;

import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.Redriven;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.TopicWildcard;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.groups.delivery.DeliveryParts;
import io.replaymq.groups.delivery.RunningGroup;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicExistsException;
import io.replaymq.log.api.UnknownTopicException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The topics that groups move messages to which they give up or which expire, and the groups that read these. <b>Threads:</b> the owner
 * thread.
 */
final class DeadLetterGroups {
    private final ReplayLog log;
    private final Executor owner;
    private final boolean madeWhenNeeded; // by somebody else
    private final Map<String, RunningGroup> groups;
    private final Function<GroupSpec, CompletionStage<SharedGroup>> create;

    /** @param groups all groups by name, as they are from time to time */
    DeadLetterGroups(
            DeliveryParts parts,
            Map<String, RunningGroup> groups,
            Function<GroupSpec, CompletionStage<SharedGroup>> create) {
        this.log = parts.log();
        this.owner = parts.owner();
        this.madeWhenNeeded = parts.knowledge().deadLetterTopics() != null;
        this.groups = groups;
        this.create = create;
    }

    /** Sends dead letters on. */
    CompletionStage<Redriven> redrive(Redrive redrive) {
        String target = redrive.toTopic();
        if (target != null && log.topic(target).isEmpty()) {
            return CompletableFuture.failedStage(new UnknownTopicException("no topic " + target + " to redrive to"));
        }
        return deadLetterGroup(redrive.deadLetterTopic())
                .map(group -> group.redrive(redrive))
                .orElseGet(() -> CompletableFuture.failedStage(
                        new UnknownGroupException("no group reads " + redrive.deadLetterTopic())));
    }

    /** Makes the topics that the settings of a group of that topic name, and groups that keep what is in them. */
    CompletionStage<Void> prepare(String topic, GroupSettings settings) {
        return prepareTopic(topic, settings.deadLetterTopic())
                .thenComposeAsync(ready -> prepareTopic(topic, settings.expiryTopic()), owner);
    }

    private CompletionStage<Void> prepareTopic(String topic, @Nullable String deadLetterTopic) {
        if (deadLetterTopic == null) {
            return CompletableFuture.completedStage(null);
        }
        if (deadLetterTopic.equals(topic) || TopicWildcard.of(topic).matches(deadLetterTopic)) {
            return CompletableFuture.failedStage(
                    new InvalidTopicException("dead letters of " + topic + " into itself, expected another topic"));
        }
        if (madeWhenNeeded) {
            return CompletableFuture.completedStage(null);
        }
        CompletionStage<?> made = log.topic(deadLetterTopic).isPresent()
                ? CompletableFuture.completedStage(null)
                : log.createTopic(deadLetterTopic, TopicConfig.DEFAULTS).exceptionally(this::unlessItExists);
        return made.thenComposeAsync(ready -> readerOf(deadLetterTopic), owner).thenAccept(reader -> {});
    }

    private @Nullable TopicDescription unlessItExists(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof TopicExistsException) {
            return null; // two groups asked for it at the same time
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    private CompletionStage<?> readerOf(String deadLetterTopic) {
        return deadLetterGroup(deadLetterTopic).isPresent()
                ? CompletableFuture.completedStage(null)
                : create.apply(new GroupSpec(
                        deadLetterTopic, deadLetterTopic, GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest()));
    }

    /** The group of a dead-letter topic: the one that is called like it, or else the first that reads it. */
    private Optional<RunningGroup> deadLetterGroup(String topic) {
        RunningGroup own = groups.get(topic);
        return own != null && own.spec().topic().equals(topic)
                ? Optional.of(own)
                : groups.values().stream()
                        .filter(each -> each.spec().topic().equals(topic))
                        .findFirst();
    }

    /** How many messages of a dead-letter topic its group has not settled. */
    CompletionStage<Long> backlog(String deadLetterTopic) {
        return deadLetterGroup(deadLetterTopic)
                .map(RunningGroup::backlog)
                .orElseGet(() -> CompletableFuture.completedStage(0L));
    }
}
