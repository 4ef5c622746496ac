package io.replaymq.broker.destination;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicExistsException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The queues and topics of a broker, each made when it is first asked for. The log's topics say which exist; here are those
 * that were prepared to be sent to.
 *
 * <p><b>Threads:</b> {@link #find} and {@link #declare} any. Preparing runs on the owner's thread.
 */
public final class Destinations {
    private final ReplayLog log;
    private final TopicConfig settings;
    private final Executor owner;
    private final Preparation preparation;
    private final Map<Destination, DestinationDescription> prepared = new ConcurrentHashMap<>();
    private final Map<String, CompletionStage<TopicDescription>> creating = new ConcurrentHashMap<>(); // by log topic

    /**
     * Destinations in a log.
     *
     * @param settings for the log topics of destinations that are made
     * @param owner runs the preparation on its thread
     * @param preparation what a destination needs besides its topic, before the first message
     */
    public Destinations(ReplayLog log, TopicConfig settings, Executor owner, Preparation preparation) {
        this.log = log;
        this.settings = settings;
        this.owner = owner;
        this.preparation = preparation;
    }

    /** The destination, if it is ready to be sent to. */
    public Optional<DestinationDescription> find(Destination destination) {
        return Optional.ofNullable(prepared.get(destination));
    }

    /** All that are ready to be sent to. */
    public Set<Destination> all() {
        return Set.copyOf(prepared.keySet());
    }

    /**
     * The destination, made and prepared if it is not yet; a temporary one is made by {@link #make} only. Completes on the owner's thread
     * or at once.
     *
     * @return fails with {@link InvalidDestinationException} if its name cannot be a topic of the log, or
     *     {@link UnknownDestinationException} if it is temporary and not there
     */
    public CompletionStage<DestinationDescription> declare(Destination destination) {
        if (destination.isPattern()) {
            return CompletableFuture.failedStage(new InvalidDestinationException(destination
                    + " has a wildcard, expected the name of one topic: many can be subscribed to, not sent to"));
        }
        boolean mayBeMade = prepared.containsKey(destination) || !TemporaryNames.isTemporary(destination);
        return mayBeMade || log.topic(LogTopics.of(destination)).isPresent()
                ? make(destination)
                : CompletableFuture.failedStage(new UnknownDestinationException(
                        destination + " does not exist, or no longer: it was temporary"));
    }

    /**
     * The destination to consume from: as {@link #declare}, or one that means many topics, which are not made for that.
     *
     * @return as {@link #declare}
     */
    public CompletionStage<DestinationDescription> declareSource(Destination destination) {
        return destination.isPattern()
                ? CompletableFuture.completedStage(
                        new DestinationDescription(destination, LogTopics.of(destination), 0))
                : declare(destination);
    }

    /** Deletes a destination with what is in it. */
    public CompletionStage<Void> delete(DestinationDescription destination) {
        prepared.remove(destination.destination());
        return log.deleteTopic(destination.logTopic());
    }

    /** The same, made also if it is a temporary one. */
    public CompletionStage<DestinationDescription> make(Destination destination) {
        DestinationDescription found = prepared.get(destination);
        if (found != null) {
            return CompletableFuture.completedStage(found);
        }
        try {
            return topicOf(LogTopics.of(destination)).thenComposeAsync(topic -> prepare(destination, topic), owner);
        } catch (InvalidDestinationException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Declares every destination whose topic is in the log, so that all of them are found. Completes when that is done. */
    public CompletionStage<Void> declareExisting() {
        CompletableFuture<?>[] declared = log.topics().stream()
                .flatMap(topic -> LogTopics.destinationOf(topic.name()).stream())
                .map(each -> declare(each).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(declared);
    }

    private CompletionStage<TopicDescription> topicOf(String name) {
        Optional<TopicDescription> present = log.topic(name);
        if (present.isPresent()) {
            return CompletableFuture.completedStage(present.get());
        }
        CompletableFuture<TopicDescription> created = new CompletableFuture<>();
        CompletionStage<TopicDescription> underWay = creating.putIfAbsent(name, created);
        return underWay == null ? create(name, created) : underWay;
    }

    /** Whoever else wants the topic meanwhile waits for the same: the log knows that it exists before anybody can see it. */
    private CompletionStage<TopicDescription> create(String name, CompletableFuture<TopicDescription> created) {
        log.createTopic(name, settings)
                .exceptionallyCompose(failure -> asMadeByOthers(name, failure))
                .whenComplete((topic, failure) -> {
                    creating.remove(name);
                    if (failure == null) {
                        created.complete(topic);
                    } else {
                        created.completeExceptionally(failure);
                    }
                });
        return created;
    }

    private CompletionStage<TopicDescription> asMadeByOthers(String name, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        Optional<TopicDescription> present = log.topic(name);
        boolean raced = failure instanceof TopicExistsException || cause instanceof TopicExistsException;
        return raced && present.isPresent()
                ? CompletableFuture.completedStage(present.get())
                : CompletableFuture.failedStage(cause);
    }

    private CompletionStage<DestinationDescription> prepare(Destination destination, TopicDescription topic) {
        DestinationDescription description = new DestinationDescription(
                destination, topic.name(), topic.config().partitions());
        return preparation.prepare(description).thenApply(done -> {
            prepared.put(destination, description);
            return description;
        });
    }

    /** What a destination needs besides its topic. */
    @FunctionalInterface
    public interface Preparation {
        /** Prepares a destination whose topic exists; again if it was prepared before. On the owner's thread. */
        CompletionStage<?> prepare(DestinationDescription destination);
    }
}
