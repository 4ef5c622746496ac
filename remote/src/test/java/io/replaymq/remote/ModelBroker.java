package io.replaymq.remote;

import io.replaymq.broker.api.Broker;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ClientIdInUseException;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LinkListener;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.Message;
import io.replaymq.log.api.BrokerException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A broker in memory, as small as the contract allows: queues that keep everything, producers that are deduplicated, consumers
 * that can come back. One lock; stages are completed and listeners called on one thread of its own, as a real broker does.
 */
final class ModelBroker implements Broker {
    final Map<Destination, ModelQueue> queues = new HashMap<>();
    final Map<UUID, ModelLink> links = new LinkedHashMap<>();
    final List<String> events = new ArrayList<>();
    final ModelTransactions transactions = new ModelTransactions(this);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "model-broker"));
    private long nextProducer = 1;
    private Supplier<BrokerException> refuseSends = () -> null;
    private Supplier<BrokerException> refuseSubscriptions = () -> null;

    @Override
    public CompletionStage<BrokerLink> connect(LinkRequest request, LinkListener listener) {
        return answer(() -> {
            boolean taken = request.clientId() != null
                    && links.values().stream().anyMatch(each -> each.uses(request.clientId(), request.token()));
            if (taken) {
                throw new ClientIdInUseException("client identifier " + request.clientId() + " is in use");
            }
            ModelLink link = new ModelLink(this, request, listener);
            links.put(request.token(), link);
            events.add("connect");
            return link;
        });
    }

    /** Runs on the broker's thread, under its lock. */
    <T> CompletionStage<T> answer(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    synchronized (this) {
                        return work.get();
                    }
                },
                thread);
    }

    void later(Runnable work) {
        thread.execute(() -> {
            synchronized (this) {
                work.run();
            }
        });
    }

    synchronized ModelQueue queue(Destination destination) {
        return queues.computeIfAbsent(destination, each -> new ModelQueue());
    }

    synchronized long newProducer() {
        return nextProducer++;
    }

    /** What every send is refused with until further notice; null to refuse none. */
    synchronized void refuseSendsWith(Supplier<BrokerException> reason) {
        refuseSends = reason;
    }

    /** The same of subscriptions. */
    synchronized void refuseSubscriptionsWith(Supplier<BrokerException> reason) {
        refuseSubscriptions = reason;
    }

    synchronized BrokerException subscriptionRefusal() {
        return refuseSubscriptions.get();
    }

    synchronized BrokerException refusal() {
        return refuseSends.get();
    }

    synchronized List<Message> contents(Destination destination) {
        return List.copyOf(queue(destination).messages);
    }

    synchronized int unsettled(Destination destination) {
        ModelQueue queue = queue(destination);
        return (int) queue.messages.stream()
                .filter(each -> !queue.settled.contains(new DeliveryId(0, queue.messages.indexOf(each), 0)))
                .count();
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
