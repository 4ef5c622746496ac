package io.replaymq.remote.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.BrowsePage;
import io.replaymq.broker.api.BrowseRequest;
import io.replaymq.broker.api.Consumed;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.InvalidSelectorException;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BatchTooLargeException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.client.Request.Subject;
import io.replaymq.remote.wire.ClientFrame;
import io.replaymq.remote.wire.ServerFrame;
import io.replaymq.remote.wire.TransactionCall;
import io.replaymq.remote.wire.WireLimits;
import io.replaymq.transactions.api.TransactionTooLargeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A link to a broker at the other end of a connection. Any thread may call it; what it does happens on the link's event loop,
 * where stages are completed and listeners called too.
 *
 * <p>What waits for its answer is bounded: a request beyond the limit fails with {@link BackpressureException} at once, and was
 * not sent.
 */
public final class RemoteBrokerLink implements BrokerLink {
    private static final int FRAME_OVERHEAD_BYTES = 64 + WireLimits.MAX_NAME;
    private static final int MESSAGE_OVERHEAD_BYTES = 12;
    private static final int CONSUMED_OVERHEAD_BYTES = 20;
    private static final int DELIVERY_ID_BYTES = 16;

    private final LinkSession session;
    private final Identity identity;
    private final int maxFrameBytes;
    private final int maxOutstandingBytes;
    private final int maxTransactionBytes;
    private final AtomicLong outstandingBytes = new AtomicLong();

    RemoteBrokerLink(LinkSession session, Identity identity, RemoteClientConfig config, int maxFrameBytes) {
        this.session = session;
        this.identity = identity;
        this.maxFrameBytes = maxFrameBytes;
        this.maxOutstandingBytes = config.maxOutstandingBytes();
        this.maxTransactionBytes = config.maxTransactionBytes();
    }

    @Override
    public CompletionStage<Void> identify(String clientId) {
        return ask(Request.of(Void.class, correlation -> new ClientFrame.Identify(correlation, clientId)))
                .thenRun(() -> identity.identify(clientId));
    }

    @Override
    public CompletionStage<DestinationDescription> declare(Destination destination) {
        return ask(Request.of(
                DestinationDescription.class, correlation -> new ClientFrame.Declare(correlation, destination)));
    }

    @Override
    public CompletionStage<ProducerIdentity> openProducer() {
        return ask(Request.of(ProducerIdentity.class, ClientFrame.OpenProducer::new));
    }

    @Override
    public CompletionStage<SendReceipt> send(SendBatch batch) {
        long bytes = sizeOf(batch.messages());
        if (isTooLarge(bytes, batch.messages())) {
            return CompletableFuture.failedFuture(tooLarge(bytes, batch.messages()));
        }
        Request<SendReceipt> request = Request.about(
                new Subject.Batch(batch), SendReceipt.class, correlation -> new ClientFrame.Send(correlation, batch));
        return ask(request, (int) bytes + Request.OVERHEAD_BYTES);
    }

    private static long sizeOf(List<Message> messages) {
        long bytes = FRAME_OVERHEAD_BYTES;
        for (Message each : messages) {
            bytes += MESSAGE_OVERHEAD_BYTES + each.content().sizeInBytes();
        }
        return bytes;
    }

    private boolean isTooLarge(long bytes, List<Message> messages) {
        return bytes > maxFrameBytes || messages.size() > WireLimits.MAX_MESSAGES;
    }

    private BatchTooLargeException tooLarge(long bytes, List<Message> messages) {
        return new BatchTooLargeException(messages.size() + " messages in a frame of " + bytes
                + " bytes, expected up to " + WireLimits.MAX_MESSAGES + " and " + maxFrameBytes);
    }

    /**
     * {@inheritDoc}
     *
     * <p>All of a transaction is kept until it has ended, up to {@link io.replaymq.remote.api.RemoteClientConfig#maxTransactionBytes}.
     */
    @Override
    public void send(TransactionSend send) {
        KeptTransaction transaction = session.transactions().of(send.transaction());
        long bytes = sizeOf(send.messages());
        if (isTooLarge(bytes, send.messages())) {
            transaction.spoil(tooLarge(bytes, send.messages()));
            return;
        }
        KeptTransaction.Admission admission =
                transaction.admit((int) bytes - FRAME_OVERHEAD_BYTES, maxTransactionBytes);
        if (admission != KeptTransaction.Admission.DROP) {
            session.put(new Streaming(transaction, send, admission == KeptTransaction.Admission.KEEP_AND_WAKE));
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>If the link is lost before there is an answer, it fails with {@link io.replaymq.transactions.api.InDoubtException}.
     */
    @Override
    public CompletionStage<Void> commit(TransactionEnd transaction) {
        return end(session.transactions().commit(transaction), transaction);
    }

    @Override
    public CompletionStage<Void> rollBack(TransactionId transaction) {
        Request<Void> request = session.transactions().rollBack(transaction);
        session.put(request);
        return request.answer();
    }

    @Override
    public CompletionStage<BranchVote> prepare(BranchId branch, TransactionEnd transaction) {
        return end(session.transactions().prepare(branch, transaction), transaction);
    }

    /** Not bounded by what else is unanswered: there is one for each transaction at most. */
    private <T> CompletionStage<T> end(Request<T> request, TransactionEnd end) {
        long bytes = FRAME_OVERHEAD_BYTES;
        boolean fits = end.consumed().size() <= WireLimits.MAX_CONSUMERS;
        for (Consumed each : end.consumed()) {
            bytes += CONSUMED_OVERHEAD_BYTES
                    + (long) DELIVERY_ID_BYTES * each.deliveries().size();
            fits &= each.deliveries().size() <= WireLimits.MAX_DELIVERY_IDS;
        }
        if (!fits || bytes > maxFrameBytes) {
            session.transactions()
                    .of(end.transaction())
                    .spoil(new TransactionTooLargeException(
                            "deliveries of " + end.consumed().size() + " consumers in a frame of " + bytes
                                    + " bytes, expected up to " + WireLimits.MAX_CONSUMERS + " with "
                                    + WireLimits.MAX_DELIVERY_IDS + " each, and " + maxFrameBytes));
        }
        session.put(request);
        return request.answer();
    }

    @Override
    public CompletionStage<Void> end(BranchId branch, BranchOutcome outcome) {
        return ask(Request.of(
                Void.class,
                correlation -> new ClientFrame.Transact(correlation, new TransactionCall.EndBranch(branch, outcome))));
    }

    @Override
    public CompletionStage<Void> forget(BranchId branch) {
        return ask(Request.about(
                Subject.Removal.INSTANCE,
                Void.class,
                correlation -> new ClientFrame.Transact(correlation, new TransactionCall.ForgetBranch(branch))));
    }

    @Override
    public CompletionStage<List<BranchDescription>> branches() {
        return ask(Request.of(
                        ServerFrame.Branches.class,
                        correlation -> new ClientFrame.Transact(correlation, TransactionCall.ListBranches.INSTANCE)))
                .thenApply(ServerFrame.Branches::branches);
    }

    @Override
    public CompletionStage<ConsumerLink> subscribe(ConsumerRequest request, DeliveryListener listener) {
        if (isTooLong(request.options().selector())) {
            return CompletableFuture.failedFuture(tooLong());
        }
        ConsumerSession consumer = new ConsumerSession(session.consumers().newNumber(), request, listener);
        return ask(Request.of(
                        ServerFrame.Subscribed.class,
                        correlation -> new ClientFrame.Subscribe(correlation, consumer.number(), request)))
                .thenApply(answer -> {
                    consumer.onSubscribed(answer);
                    session.consumers().add(consumer);
                    return new RemoteConsumerLink(session, consumer);
                });
    }

    @Override
    public CompletionStage<Void> unsubscribe(ConsumerTarget.Durable subscription) {
        return ask(Request.about(
                Subject.Removal.INSTANCE,
                Void.class,
                correlation -> new ClientFrame.Unsubscribe(correlation, subscription)));
    }

    @Override
    public CompletionStage<Void> rewind(ConsumerTarget target, StartPosition to) {
        return ask(Request.of(Void.class, correlation -> new ClientFrame.Rewind(correlation, target, to)));
    }

    @Override
    public CompletionStage<BrowsePage> browse(BrowseRequest request) {
        return isTooLong(request.selector())
                ? CompletableFuture.failedFuture(tooLong())
                : ask(Request.of(BrowsePage.class, correlation -> new ClientFrame.Browse(correlation, request)));
    }

    private static boolean isTooLong(@Nullable String selector) {
        return selector != null && selector.getBytes(UTF_8).length > WireLimits.MAX_SELECTOR;
    }

    private static InvalidSelectorException tooLong() {
        return new InvalidSelectorException(
                "selector, expected at most " + WireLimits.MAX_SELECTOR + " bytes of UTF-8");
    }

    /**
     * {@inheritDoc}
     *
     * <p>Asked again after an interruption, it makes another one; the first is deleted with the link.
     */
    @Override
    public CompletionStage<DestinationDescription> createTemporary(Destination.Kind kind) {
        return ask(Request.of(
                DestinationDescription.class, correlation -> new ClientFrame.CreateTemporary(correlation, kind)));
    }

    @Override
    public CompletionStage<Void> delete(Destination destination) {
        return ask(Request.about(
                Subject.Removal.INSTANCE,
                Void.class,
                correlation -> new ClientFrame.DeleteTemporary(correlation, destination)));
    }

    @Override
    public CompletionStage<TargetStatus> status(ConsumerTarget target) {
        return ask(Request.of(TargetStatus.class, correlation -> new ClientFrame.Status(correlation, target)));
    }

    @Override
    public <A> CompletionStage<A> ask(LogRequest<A> request) {
        long bytes = request instanceof LogRequest.Append append
                ? FRAME_OVERHEAD_BYTES + (long) append.batch().sizeInBytes()
                : 0;
        if (bytes > maxFrameBytes) {
            return CompletableFuture.failedFuture(new BatchTooLargeException(
                    "batch in a frame of " + bytes + " bytes, expected up to " + maxFrameBytes));
        }
        Subject subject = request instanceof LogRequest.DeleteTopic || request instanceof LogRequest.DeleteGroup
                ? Subject.Removal.INSTANCE
                : Subject.Broker.INSTANCE;
        Request<A> asked =
                Request.about(subject, request.answerType(), correlation -> new ClientFrame.Ask(correlation, request));
        return ask(asked, (int) bytes + Request.OVERHEAD_BYTES);
    }

    /**
     * {@inheritDoc}
     *
     * <p>While the connection is interrupted there is nobody to tell: then the link just ends, and the broker finds out when its
     * resume window is over.
     */
    @Override
    public CompletionStage<Void> close() {
        return end(LinkEnd.Manner.CLOSE);
    }

    @Override
    public void abandon() {
        end(LinkEnd.Manner.ABANDON);
    }

    private CompletableFuture<Void> end(LinkEnd.Manner manner) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        session.put(new LinkEnd(manner, done));
        return done;
    }

    private <T> CompletableFuture<T> ask(Request<T> request) {
        return ask(request, Request.OVERHEAD_BYTES);
    }

    private <T> CompletableFuture<T> ask(Request<T> request, int bytes) {
        long before = outstandingBytes.getAndAdd(bytes);
        if (before > 0 && before + bytes > maxOutstandingBytes) {
            outstandingBytes.addAndGet(-bytes);
            request.fail(new BackpressureException(
                    before + " bytes of requests wait for their answer, expected no more than " + maxOutstandingBytes
                            + " with these " + bytes));
            return request.answer();
        }
        request.answer().whenComplete((answer, failure) -> outstandingBytes.addAndGet(-bytes));
        session.put(request);
        return request.answer();
    }
}
