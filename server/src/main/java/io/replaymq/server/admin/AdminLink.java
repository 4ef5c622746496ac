package io.replaymq.server.admin;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.Broker;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.remote.RemoteBroker;
import io.replaymq.remote.api.RemoteClientConfig;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A link to a running server for one command after the other, each waited for. One thread; owns its connection. */
public final class AdminLink implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final String url;
    private final Broker broker;
    private final BrokerLink link;

    private AdminLink(String url, Broker broker, BrokerLink link) {
        this.url = url;
        this.broker = broker;
        this.link = link;
    }

    /**
     * Connects.
     *
     * @throws BrokerException if the server cannot be reached
     */
    public static AdminLink open(String url) throws InterruptedException {
        Broker broker = RemoteBroker.at(RemoteClientConfig.parse(url));
        try {
            LinkRequest request = new LinkRequest(UUID.randomUUID(), null);
            return new AdminLink(url, broker, await(url, broker.connect(request, cause -> {})));
        } catch (RuntimeException | InterruptedException e) {
            broker.close();
            throw e;
        }
    }

    /** Describes a destination; makes sure that it exists. */
    public DestinationDescription declare(Destination destination) throws InterruptedException {
        return await(url, link.declare(destination));
    }

    /** Sets a queue or durable subscription back or forward. */
    public void rewind(ConsumerTarget target, StartPosition to) throws InterruptedException {
        await(url, link.rewind(target, to));
    }

    /** Makes sure that there is a subscription: attaches a consumer that gets nothing and leaves. */
    public void subscribeOnce(ConsumerRequest subscription) throws InterruptedException {
        await(url, await(url, link.subscribe(subscription, deliveries -> {})).close());
    }

    /** Deletes a durable subscription. */
    public void unsubscribe(ConsumerTarget.Durable subscription) throws InterruptedException {
        await(url, link.unsubscribe(subscription));
    }

    /** How a queue or durable subscription stands. */
    public TargetStatus status(ConsumerTarget target) throws InterruptedException {
        return await(url, link.status(target));
    }

    /** The branches that are prepared, and those that an operator has ended; oldest first. */
    public List<BranchDescription> branches() throws InterruptedException {
        return await(url, link.branches());
    }

    /** Forgets how an operator ended a branch. */
    public void forget(BranchId branch) throws InterruptedException {
        await(url, link.forget(branch));
    }

    /** Asks something of the log. @throws BrokerException if it is refused, or there is no answer in time */
    public <A extends LogAnswer> A ask(LogRequest<A> request) throws InterruptedException {
        return await(url, link.ask(request));
    }

    /** Has something done to the log. @throws BrokerException if it is refused, or there is no answer in time */
    public void act(LogRequest<Void> request) throws InterruptedException {
        await(url, link.ask(request));
    }

    /** Asks and does not wait. The stage completes on the connection's thread. */
    public <A extends LogAnswer> CompletionStage<A> begin(LogRequest<A> request) {
        return link.ask(request);
    }

    /** A producer identity that nobody else has. */
    public ProducerIdentity openProducer() throws InterruptedException {
        return await(url, link.openProducer());
    }

    @Override
    public void close() {
        broker.close();
    }

    /** What a stage failed with, to be thrown. */
    public static RuntimeException failure(@Nullable Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof BrokerException known ? known : new IllegalStateException(cause);
    }

    private static <T> T await(String url, CompletionStage<T> stage) throws InterruptedException {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (TimeoutException e) {
            throw new LinkClosedException("no answer from " + url + " in " + PATIENCE_SECONDS + " s", e);
        }
    }
}
