package io.replaymq.remote;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.BrowsePage;
import io.replaymq.broker.api.BrowseRequest;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerLink.Standing;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.LinkListener;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.remote.ModelTransactions.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** A link of the {@link ModelBroker}. What an abandoned one leaves waits for ever. */
final class ModelLink implements BrokerLink {
    final LinkListener listener;
    private final ModelBroker broker;
    private final LinkRequest request;
    private final List<ModelConsumer> consumers = new ArrayList<>();
    private final Map<TransactionId, Buffer> buffers = new HashMap<>();
    private String clientId;

    ModelLink(ModelBroker broker, LinkRequest request, LinkListener listener) {
        this.broker = broker;
        this.request = request;
        this.listener = listener;
        this.clientId = request.clientId();
    }

    boolean uses(String id, UUID token) {
        return id.equals(clientId) && !token.equals(request.token());
    }

    @Override
    public CompletionStage<Void> identify(String id) {
        return broker.answer(() -> {
            clientId = id;
            return null;
        });
    }

    @Override
    public CompletionStage<DestinationDescription> declare(Destination destination) {
        return broker.answer(() -> new DestinationDescription(destination, "queue." + destination.name(), 1));
    }

    @Override
    public CompletionStage<ProducerIdentity> openProducer() {
        return broker.answer(() -> new ProducerIdentity(broker.newProducer(), (short) 0));
    }

    @Override
    public CompletionStage<SendReceipt> send(SendBatch batch) {
        return broker.answer(() -> {
            BrokerException refusal = broker.refusal();
            if (refusal != null) {
                throw refusal;
            }
            ModelQueue queue = broker.queue(batch.destination());
            SendReceipt receipt = queue.append(batch);
            broker.later(queue::deliver);
            return receipt;
        });
    }

    @Override
    public void send(TransactionSend send) {
        broker.later(() -> buffer(send.transaction()).sends.putIfAbsent(send.index(), send));
    }

    private Buffer buffer(TransactionId transaction) {
        return buffers.computeIfAbsent(transaction, id -> new Buffer());
    }

    @Override
    public CompletionStage<Void> commit(TransactionEnd end) {
        return broker.answer(() -> {
            broker.transactions.commit(end, buffer(end.transaction()));
            buffers.remove(end.transaction());
            return null;
        });
    }

    @Override
    public CompletionStage<Void> rollBack(TransactionId transaction) {
        return broker.answer(() -> {
            buffers.remove(transaction);
            broker.events.add("rollBack");
            return null;
        });
    }

    @Override
    public CompletionStage<BranchVote> prepare(BranchId branch, TransactionEnd end) {
        return broker.answer(() -> broker.transactions.prepare(branch, end, buffer(end.transaction())));
    }

    @Override
    public CompletionStage<Void> end(BranchId branch, BranchOutcome outcome) {
        return broker.answer(() -> {
            broker.transactions.end(branch, outcome);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> forget(BranchId branch) {
        return broker.answer(() -> {
            broker.transactions.forget(branch);
            return null;
        });
    }

    @Override
    public CompletionStage<List<BranchDescription>> branches() {
        return broker.answer(broker.transactions::branches);
    }

    @Override
    public CompletionStage<ConsumerLink> subscribe(ConsumerRequest subscription, DeliveryListener deliveries) {
        return broker.answer(() -> {
            BrokerException refusal = broker.subscriptionRefusal();
            if (refusal != null) {
                throw refusal;
            }
            ModelQueue queue = broker.queue(subscription.target().destination());
            ConsumerRequest.Resume resume = subscription.resume();
            ModelConsumer before = resume == null ? null : queue.consumers.get(resume.memberId());
            UUID member = before == null ? UUID.randomUUID() : before.memberId();
            if (before != null) {
                queue.inFlight
                        .entrySet()
                        .removeIf(each ->
                                each.getValue().equals(member) && !resume.held().contains(each.getKey()));
            }
            Standing standing = before == null && resume != null ? Standing.STARTED_ANEW : Standing.HOLDS;
            ModelConsumer consumer = new ModelConsumer(broker, queue, member, standing, deliveries);
            queue.consumers.put(member, consumer);
            consumers.add(consumer);
            broker.events.add(resume == null ? "subscribe" : "resume " + standing);
            return consumer;
        });
    }

    @Override
    public CompletionStage<Void> unsubscribe(ConsumerTarget.Durable subscription) {
        return broker.answer(() -> {
            if (broker.queues.remove(subscription.destination()) == null) {
                throw new UnknownDestinationException("no subscription " + subscription.name());
            }
            return null;
        });
    }

    @Override
    public CompletionStage<Void> rewind(ConsumerTarget target, StartPosition to) {
        return broker.answer(() -> {
            broker.events.add("rewind " + to);
            return null;
        });
    }

    @Override
    public CompletionStage<TargetStatus> status(ConsumerTarget target) {
        return broker.answer(() -> {
            ModelQueue queue = broker.queue(target.destination());
            return new TargetStatus(
                    queue.messages.size() - queue.settled.size(), queue.inFlight.size(), queue.consumers.size());
        });
    }

    @Override
    public CompletionStage<BrowsePage> browse(BrowseRequest question) {
        return broker.answer(() -> new BrowsePage(List.of(), question.rest()));
    }

    @Override
    public CompletionStage<DestinationDescription> createTemporary(Destination.Kind kind) {
        return declare(new Destination(kind, "temporary"));
    }

    @Override
    public CompletionStage<Void> delete(Destination destination) {
        return broker.answer(() -> {
            if (broker.queues.remove(destination) == null) {
                throw new UnknownDestinationException("no " + destination);
            }
            return null;
        });
    }

    @Override
    public <A> CompletionStage<A> ask(LogRequest<A> question) {
        return broker.answer(() -> {
            throw new InvalidTopicException("there is no log under this broker");
        });
    }

    @Override
    public CompletionStage<Void> close() {
        return broker.answer(() -> {
            consumers.forEach(ModelConsumer::close);
            broker.links.remove(request.token(), this);
            broker.events.add("close");
            return null;
        });
    }

    @Override
    public void abandon() {
        broker.later(() -> {
            consumers.forEach(each -> each.credit = 0);
            buffers.clear();
            broker.events.add("abandon");
        });
    }
}
