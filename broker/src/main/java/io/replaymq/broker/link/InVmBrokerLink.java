package io.replaymq.broker.link;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.BrowsePage;
import io.replaymq.broker.api.BrowseRequest;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.LinkListener;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.broker.destination.TemporaryNames;
import io.replaymq.broker.dispatch.OpenConsumer;
import io.replaymq.broker.send.SendLane;
import io.replaymq.broker.temporary.TemporaryDestinations;
import io.replaymq.broker.transaction.LinkTransactions;
import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ProducerIdentity;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A link to a broker in this VM. Checks that it is still open, passes on, and remembers the consumers that end with it.
 *
 * <p><b>Threads:</b> any. <b>Owns</b> the consumers that were opened on it.
 */
final class InVmBrokerLink implements BrokerLink {
    private final LinkRegistry registry;
    private final LinkBackend backend;
    private final UUID token;
    private final String owner;
    private final LinkListener listener;
    private final SendLane lane;
    private final LinkTransactions transactions;
    private final Map<UUID, OpenConsumer> consumers = new ConcurrentHashMap<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private volatile @Nullable String clientId;

    InVmBrokerLink(LinkRegistry registry, LinkBackend backend, UUID token, LinkListener listener) {
        this.registry = registry;
        this.backend = backend;
        this.token = token;
        this.owner = TemporaryNames.ownerOf(token);
        this.listener = listener;
        this.lane = backend.newLane();
        this.transactions = backend.newTransactions(this::toAcknowledge);
    }

    UUID token() {
        return token;
    }

    /** Who owns the temporary destinations it makes. */
    String owner() {
        return owner;
    }

    @Nullable
    String clientId() {
        return clientId;
    }

    void named(String newClientId) {
        clientId = newClientId;
    }

    @Override
    public CompletionStage<Void> identify(String newClientId) {
        return whileOpen(() -> {
            String present = clientId;
            if (present != null && !present.equals(newClientId)) {
                throw new IllegalStateException(
                        "the link is already '" + present + "', asked to be '" + newClientId + "'");
            }
            registry.claim(newClientId, this);
            return CompletableFuture.completedStage(null);
        });
    }

    @Override
    public CompletionStage<DestinationDescription> declare(Destination destination) {
        return whileOpen(() -> backend.declare(destination));
    }

    @Override
    public CompletionStage<ProducerIdentity> openProducer() {
        return whileOpen(backend::openProducer);
    }

    @Override
    public CompletionStage<SendReceipt> send(SendBatch batch) {
        return lane.send(batch);
    }

    @Override
    public void send(TransactionSend send) {
        transactions.send(send);
    }

    @Override
    public CompletionStage<Void> commit(TransactionEnd transaction) {
        return whileOpen(() -> transactions.commit(transaction));
    }

    @Override
    public CompletionStage<Void> rollBack(TransactionId transaction) {
        return whileOpen(() -> transactions.rollBack(transaction));
    }

    @Override
    public CompletionStage<BranchVote> prepare(BranchId branch, TransactionEnd transaction) {
        return whileOpen(() -> transactions.prepare(branch, transaction));
    }

    @Override
    public CompletionStage<Void> end(BranchId branch, BranchOutcome outcome) {
        return whileOpen(() -> backend.branches().end(branch, outcome));
    }

    @Override
    public CompletionStage<Void> forget(BranchId branch) {
        return whileOpen(() -> backend.branches().forget(branch));
    }

    @Override
    public CompletionStage<List<BranchDescription>> branches() {
        return whileOpen(() -> backend.branches().branches());
    }

    private @Nullable Acknowledgement toAcknowledge(UUID consumer, List<DeliveryId> deliveries) {
        OpenConsumer ofLink = consumers.get(consumer);
        return ofLink == null ? null : ofLink.toAcknowledge(deliveries);
    }

    @Override
    public CompletionStage<ConsumerLink> subscribe(ConsumerRequest request, DeliveryListener deliveries) {
        return whileOpen(() -> {
            TemporaryDestinations.requireOwn(owner, request.target().destination());
            CompletableFuture<ConsumerLink> kept = new CompletableFuture<>();
            backend.subscribe(request, deliveries).whenComplete((opened, failure) -> {
                if (failure == null) {
                    kept.complete(keep(opened));
                } else {
                    kept.completeExceptionally(failure);
                }
            });
            return kept;
        });
    }

    private ConsumerLink keep(OpenConsumer opened) {
        LinkedConsumer consumer = new LinkedConsumer(opened, consumers);
        consumers.put(consumer.memberId(), consumer);
        State now = state.get();
        if (now == State.CLOSED) {
            consumer.close();
        } else if (now == State.CUT) {
            consumer.abandon();
        }
        return consumer;
    }

    @Override
    public CompletionStage<Void> unsubscribe(ConsumerTarget.Durable subscription) {
        return whileOpen(() -> backend.unsubscribe(subscription));
    }

    @Override
    public CompletionStage<Void> rewind(ConsumerTarget target, StartPosition to) {
        return whileOpen(() -> backend.rewind(target, to));
    }

    @Override
    public CompletionStage<BrowsePage> browse(BrowseRequest request) {
        return whileOpen(() -> {
            TemporaryDestinations.requireOwn(owner, request.queue());
            return backend.browse(request);
        });
    }

    @Override
    public CompletionStage<DestinationDescription> createTemporary(Destination.Kind kind) {
        return whileOpen(() -> backend.createTemporary(owner, kind));
    }

    @Override
    public CompletionStage<Void> delete(Destination destination) {
        return whileOpen(() -> backend.deleteTemporary(owner, destination));
    }

    @Override
    public CompletionStage<TargetStatus> status(ConsumerTarget target) {
        return whileOpen(() -> backend.status(target));
    }

    @Override
    public <A> CompletionStage<A> ask(LogRequest<A> request) {
        return whileOpen(() -> backend.ask(request));
    }

    private <T> CompletionStage<T> whileOpen(Supplier<CompletionStage<T>> call) {
        if (state.get() != State.OPEN) {
            return CompletableFuture.failedStage(new LinkClosedException("the link is closed"));
        }
        try {
            return call.get();
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<Void> close() {
        if (!state.compareAndSet(State.OPEN, State.CLOSED)) {
            return CompletableFuture.completedStage(null);
        }
        lane.close();
        transactions.close();
        List<CompletableFuture<Void>> closing = consumers.values().stream()
                .map(each -> each.close().toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(closing.toArray(CompletableFuture<?>[]::new))
                .handle((done, failure) -> registry.left(this))
                .thenCompose(left -> left);
    }

    @Override
    public void abandon() {
        if (state.compareAndSet(State.OPEN, State.CUT)) {
            cut();
        }
    }

    /** Cuts the link and tells its owner. */
    void lose(BrokerException cause) {
        if (state.compareAndSet(State.OPEN, State.CUT)) {
            cut();
            listener.onLost(cause);
        }
    }

    private void cut() {
        lane.close();
        transactions.close();
        List.copyOf(consumers.values()).forEach(OpenConsumer::abandon);
        registry.cut(this);
    }

    private enum State {
        OPEN,
        CLOSED,
        CUT
    }
}
