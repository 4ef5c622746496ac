package io.replaymq.broker;

import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.broker.api.BrowsePage;
import io.replaymq.broker.api.BrowseRequest;
import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.broker.destination.Destinations;
import io.replaymq.broker.dispatch.DispatchThread;
import io.replaymq.broker.dispatch.Failures;
import io.replaymq.broker.dispatch.OpenConsumer;
import io.replaymq.broker.link.LinkBackend;
import io.replaymq.broker.send.SendLane;
import io.replaymq.broker.send.SendLanes;
import io.replaymq.broker.subscription.Interest;
import io.replaymq.broker.subscription.Subscriptions;
import io.replaymq.broker.transaction.LinkTransactions;
import io.replaymq.broker.transaction.Transactions;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.transactions.ProducerIds;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The broker's parts, wired. Calls of links are carried out on the dispatch thread, sends on the caller's.
 *
 * <p><b>Threads:</b> any, except {@link #close()}: the dispatch thread.
 */
final class BrokerCore implements LinkBackend {
    private final DispatchThread thread;
    private final BrokerParts parts;
    private final ProducerIds producerIds;
    private final Subscriptions subscriptions;
    private final Destinations destinations;
    private final SendLanes lanes;
    private final ScheduledExecutorService timer;
    private final BrokerConfig config;
    private boolean closed; // dispatch thread only

    BrokerCore(BrokerParts parts, DispatchThread thread, ScheduledExecutorService timer, BrokerConfig config) {
        this.thread = thread;
        this.parts = parts;
        this.producerIds = parts.producerIds();
        this.subscriptions = parts.subscriptions();
        this.destinations = parts.destinations();
        this.lanes = parts.lanes();
        this.timer = timer;
        this.config = config;
    }

    @Override
    public SendLane newLane() {
        return lanes.newLane();
    }

    @Override
    public LinkTransactions newTransactions(LinkTransactions.Consumers consumers) {
        return parts.transactions().newLink(consumers);
    }

    @Override
    public Transactions branches() {
        return parts.transactions();
    }

    @Override
    public CompletionStage<DestinationDescription> declare(Destination destination) {
        return onThread(() -> destinations.declare(destination));
    }

    @Override
    public CompletionStage<ProducerIdentity> openProducer() {
        return onThread(producerIds::allocate);
    }

    @Override
    public CompletionStage<OpenConsumer> subscribe(ConsumerRequest request, DeliveryListener listener) {
        Subscriptions.requireKind(request);
        Interest interest = Interest.of(request.options()); // a selector is compiled on the thread of whoever asks
        return onThread(() -> destinations
                .declareSource(request.target().destination())
                .thenCompose(described -> subscriptions.subscribe(request, interest, described, listener)));
    }

    @Override
    public CompletionStage<Void> unsubscribe(ConsumerTarget.Durable subscription) {
        return onThread(() -> subscriptions.unsubscribe(subscription));
    }

    @Override
    public CompletionStage<Void> rewind(ConsumerTarget target, StartPosition to) {
        return onThread(() -> subscriptions.rewind(target, to));
    }

    @Override
    public CompletionStage<TargetStatus> status(ConsumerTarget target) {
        return onThread(() -> subscriptions.status(target));
    }

    @Override
    public CompletionStage<BrowsePage> browse(BrowseRequest request) {
        MessageFilter wanted = Interest.of(ConsumerOptions.DEFAULTS.withSelector(request.selector()))
                .filter();
        return onThread(() -> destinations
                .declare(request.queue())
                .thenCompose(subscriptions::groupOfQueue)
                .thenCompose(group -> parts.browsing().page(request, group, wanted)));
    }

    @Override
    public CompletionStage<DestinationDescription> createTemporary(String owner, Destination.Kind kind) {
        return onThread(() -> parts.temporary().create(owner, kind));
    }

    @Override
    public CompletionStage<Void> deleteTemporary(String owner, Destination destination) {
        return onThread(() -> parts.temporary().delete(owner, destination));
    }

    @Override
    public CompletionStage<Void> ownerGone(String owner) {
        return onThread(() -> parts.temporary().ownerGone(owner));
    }

    /** Once the links from before a restart have had time to come back: deletes what those that did not come had made. */
    void sweepTemporary(Predicate<String> isThere) {
        afterResumeWindow(() -> onThread(() -> {
            parts.temporary().sweep(isThere);
            return CompletableFuture.completedStage(null);
        }));
    }

    @Override
    public <A> CompletionStage<A> ask(LogRequest<A> request) {
        if (parts.logRequests().belongsToTheThread(request)) {
            return onThread(() -> parts.logRequests().ask(request));
        }
        CompletableFuture<A> answer = new CompletableFuture<>();
        Failures.pass(parts.logRequests().ask(request), answer);
        return answer;
    }

    @Override
    public void afterResumeWindow(Runnable task) {
        timer.schedule(task, config.groups().resumeWindow().toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> CompletionStage<T> onThread(Supplier<CompletionStage<T>> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        thread.execute(() -> {
            if (closed) {
                answer.completeExceptionally(new LinkClosedException("the broker is closed"));
                return;
            }
            try {
                Failures.pass(call.get(), answer);
            } catch (BrokerException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** Refuses what waits or comes from now on. */
    void close() {
        closed = true;
        parts.close();
    }
}
