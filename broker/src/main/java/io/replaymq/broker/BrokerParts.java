package io.replaymq.broker;

import io.replaymq.broker.administration.LogRequests;
import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.browse.Browsing;
import io.replaymq.broker.destination.Destinations;
import io.replaymq.broker.destination.LogTopics;
import io.replaymq.broker.destination.TemporaryNames;
import io.replaymq.broker.dispatch.DispatchThread;
import io.replaymq.broker.message.RecordTraits;
import io.replaymq.broker.send.SendLanes;
import io.replaymq.broker.subscription.Interest;
import io.replaymq.broker.subscription.Subscriptions;
import io.replaymq.broker.subscription.Targets;
import io.replaymq.broker.temporary.TemporaryDestinations;
import io.replaymq.broker.transaction.Transactions;
import io.replaymq.groups.JournaledConsumerGroups;
import io.replaymq.groups.JournaledGroups;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.MessageKnowledge;
import io.replaymq.groups.api.OwnerTimer;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.transactions.ProducerIds;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a broker is made of, opened in the order in which each needs the others. */
record BrokerParts(
        SharedGroups groups,
        ConsumerGroups consumerGroups,
        ProducerIds producerIds,
        Targets targets,
        Subscriptions subscriptions,
        Destinations destinations,
        SendLanes lanes,
        LogRequests logRequests,
        TemporaryDestinations temporary,
        Browsing browsing,
        Transactions transactions) {
    private static final long RETRY_MICROS = 500;

    /** Opens all parts over a log; every destination in it is ready when the stage completes, on the dispatch thread. */
    static CompletionStage<BrokerParts> open(
            ReplayLog log,
            BrokerConfig config,
            TimeSource time,
            ScheduledExecutorService timer,
            DispatchThread thread) {
        OwnerTimer later = new OwnerTimer() {
            @Override
            public void execute(Runnable task) {
                timer.schedule(() -> thread.execute(task), RETRY_MICROS, TimeUnit.MICROSECONDS);
            }

            @Override
            public void executeAfter(long delayMs, Runnable task) {
                timer.schedule(() -> thread.execute(task), delayMs, TimeUnit.MILLISECONDS);
            }
        };
        InstantSource now = () -> Instant.ofEpochMilli(time.wallMs());
        Browsing browsing = new Browsing(log, RecordTraits.INSTANCE, now, thread);
        AtomicReference<@Nullable Destinations> destinations = new AtomicReference<>(); // there before any dead letter
        MessageKnowledge knowledge = new MessageKnowledge(
                RecordTraits.INSTANCE,
                Interest::compile,
                BrokerParts::mayBeMeantByWildcards,
                topic -> deadLetterTopic(topic, log, config, destinations.get()));
        return JournaledGroups.open(log, thread, later, config.groups(), knowledge, now, new SecureRandom())
                .thenComposeAsync(
                        groups -> JournaledConsumerGroups.open(
                                        log,
                                        thread,
                                        ConsumerGroupsConfig.DEFAULTS,
                                        now,
                                        time.nanoTime(),
                                        groups::exists)
                                .thenCompose(consumerGroups -> ProducerIds.open(log, thread, time)
                                        .thenCompose(ids -> wire(
                                                log,
                                                config,
                                                later,
                                                thread,
                                                new Coordinators(groups, consumerGroups, ids, time),
                                                browsing,
                                                destinations))),
                        thread);
    }

    /** Temporary topics are deleted with their link, whoever reads them. */
    private static boolean mayBeMeantByWildcards(String logTopic) {
        return LogTopics.destinationOf(logTopic)
                .filter(each -> each.kind() == Destination.Kind.TOPIC && !TemporaryNames.isTemporary(each))
                .isPresent();
    }

    /** A queue's dead letters are a queue: it is made as any other, with the group that keeps what is in it. */
    private static CompletionStage<?> deadLetterTopic(
            String topic, ReplayLog log, BrokerConfig config, @Nullable Destinations destinations) {
        Optional<Destination> queue = LogTopics.destinationOf(topic);
        return destinations == null || queue.isEmpty()
                ? log.createTopic(topic, config.destinations())
                : destinations.make(queue.get());
    }

    private static CompletionStage<BrokerParts> wire(
            ReplayLog log,
            BrokerConfig config,
            Executor later,
            DispatchThread thread,
            Coordinators opened,
            Browsing browsing,
            AtomicReference<@Nullable Destinations> ofDeadLetters) {
        opened.groups().keepFree(opened.consumerGroups()::exists);
        Targets targets = new Targets(thread, opened.groups());
        Subscriptions subscriptions = new Subscriptions(targets, config.queues());
        Destinations destinations = new Destinations(
                log, config.destinations(), thread, destination -> prepare(destination, subscriptions));
        ofDeadLetters.set(destinations);
        SendLanes lanes = new SendLanes(log, destinations, thread, later);
        TemporaryDestinations temporary = new TemporaryDestinations(destinations, subscriptions);
        Transactions.Parts ofTransactions = new Transactions.Parts(
                log, opened.groups(), destinations, thread, later, opened.time(), config.transactions());
        return Transactions.open(ofTransactions)
                .thenComposeAsync(
                        transactions -> {
                            BrokerParts parts = new BrokerParts(
                                    opened.groups(),
                                    opened.consumerGroups(),
                                    opened.ids(),
                                    targets,
                                    subscriptions,
                                    destinations,
                                    lanes,
                                    new LogRequests(
                                            log, opened.groups(), opened.consumerGroups(), transactions, thread),
                                    temporary,
                                    browsing,
                                    transactions);
                            return destinations.declareExisting().thenApply(ready -> {
                                temporary.findExisting();
                                return parts;
                            });
                        },
                        thread);
    }

    /** Lets time pass, by a monotonic clock. Dispatch thread. */
    void tick(long nowNanos) {
        targets.tick(nowNanos);
        consumerGroups.tick(nowNanos);
        logRequests.tick(nowNanos);
        transactions.tick(nowNanos);
    }

    /** Lets go of the log, and refuses what waits. Dispatch thread. */
    void close() {
        lanes.close();
        transactions.close();
        logRequests.close();
        groups.close();
        consumerGroups.close();
    }

    private static CompletionStage<?> prepare(DestinationDescription destination, Subscriptions subscriptions) {
        return destination.destination().kind() == Destination.Kind.QUEUE
                ? subscriptions.prepareQueue(destination)
                : CompletableFuture.completedStage(destination);
    }

    private record Coordinators(SharedGroups groups, ConsumerGroups consumerGroups, ProducerIds ids, TimeSource time) {}
}
