package io.replaymq.broker.temporary;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.DestinationInUseException;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.broker.destination.Destinations;
import io.replaymq.broker.destination.TemporaryNames;
import io.replaymq.broker.subscription.Subscriptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The temporary destinations of a broker, by owner. <b>Threads:</b> the dispatch thread. */
public final class TemporaryDestinations {
    private static final Logger LOGGER = LoggerFactory.getLogger(TemporaryDestinations.class);

    private final Destinations destinations;
    private final Subscriptions subscriptions;
    private final Map<String, Set<Destination>> byOwner = new HashMap<>();

    /** Works on the destinations of a broker. */
    public TemporaryDestinations(Destinations destinations, Subscriptions subscriptions) {
        this.destinations = destinations;
        this.subscriptions = subscriptions;
    }

    /** Takes up those that are there from before a restart; they are whose they were. */
    public void findExisting() {
        destinations.all().forEach(each -> TemporaryNames.ownerOf(each)
                .ifPresent(owner -> ofOwner(owner).add(each)));
    }

    /** Makes one. */
    public CompletionStage<DestinationDescription> create(String owner, Destination.Kind kind) {
        Destination made = TemporaryNames.create(kind, owner);
        ofOwner(owner).add(made);
        return destinations.make(made);
    }

    private Set<Destination> ofOwner(String owner) {
        return byOwner.computeIfAbsent(owner, any -> new HashSet<>());
    }

    /** Deletes one for its owner; fails as {@link io.replaymq.broker.api.BrokerLink#delete} says. */
    public CompletionStage<Void> delete(String owner, Destination destination) {
        requireOwn(owner, destination);
        if (!TemporaryNames.isTemporary(destination)) {
            throw new InvalidDestinationException(destination + ", expected a temporary destination");
        }
        DestinationDescription described = destinations
                .find(destination)
                .orElseThrow(() -> new UnknownDestinationException("there is no " + destination));
        if (subscriptions.isConsumed(described.logTopic())) {
            throw new DestinationInUseException(destination + " has consumers, or some that may still come back");
        }
        return remove(owner, described);
    }

    /** Checks that a destination may be consumed from. @throws DestinationInUseException if it is temporary and another's */
    public static void requireOwn(String owner, Destination destination) {
        if (TemporaryNames.ownerOf(destination)
                .filter(whose -> !whose.equals(owner))
                .isPresent()) {
            throw new DestinationInUseException(
                    destination + " belongs to another connection: only the one that made it consumes from it");
        }
    }

    private CompletionStage<Void> remove(String owner, DestinationDescription described) {
        ofOwner(owner).remove(described.destination());
        if (ofOwner(owner).isEmpty()) {
            byOwner.remove(owner);
        }
        return subscriptions.deleteAllOf(described.logTopic()).thenCompose(deleted -> destinations.delete(described));
    }

    /** Deletes all of an owner that is gone for good, whoever has consumed from them. Completes when that was tried. */
    public CompletionStage<Void> ownerGone(String owner) {
        CompletableFuture<?>[] removals = Set.copyOf(byOwner.getOrDefault(owner, Set.of())).stream()
                .flatMap(each -> destinations.find(each).stream())
                .map(each -> remove(owner, each).exceptionally(failure -> {
                    LOGGER.warn("{} was not deleted; it will be at the next start", each.destination(), failure);
                    return null;
                }))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(removals);
    }

    /** Deletes those of all owners that are not there. */
    public void sweep(Predicate<String> isThere) {
        Set.copyOf(byOwner.keySet()).stream()
                .filter(owner -> !isThere.test(owner))
                .forEach(this::ownerGone);
    }
}
