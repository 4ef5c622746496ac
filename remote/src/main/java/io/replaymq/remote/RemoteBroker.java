package io.replaymq.remote;

import io.netty.channel.EventLoopGroup;
import io.replaymq.broker.api.Broker;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.LinkListener;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.client.LinkOpening;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A broker at the other end of a connection. Each link has a connection of its own, which it replaces when it breaks; all of
 * them share one thread.
 */
public final class RemoteBroker implements Broker {
    private static final long CLOSE_LINKS_MS = 2_000;
    private static final long STOP_THREAD_MS = 2_000;

    private final EventLoopGroup loops = IoThreads.start("replaymq-client-io", 1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LinkOpening links;

    private RemoteBroker(RemoteClientConfig config) {
        this.links = new LinkOpening(config);
    }

    /** A broker to open links to; nothing is connected yet. */
    public static RemoteBroker at(RemoteClientConfig config) {
        return new RemoteBroker(config);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Each address is tried once; it is only later, when an open link is interrupted, that it tries again and again.
     */
    @Override
    public CompletionStage<BrokerLink> connect(LinkRequest request, LinkListener listener) {
        try {
            return links.open(loops.next(), request, listener);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new LinkClosedException("the client is closed", e));
        }
    }

    /** Closes the links, waiting up to 2 s for the broker to know, and stops the thread. Not to be called on that thread. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            links.closeAll().get(CLOSE_LINKS_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // the broker does not answer; it finds out when the connections break
        }
        loops.shutdownGracefully(0, STOP_THREAD_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_THREAD_MS);
    }
}
