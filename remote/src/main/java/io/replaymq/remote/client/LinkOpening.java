package io.replaymq.remote.client;

import io.netty.channel.EventLoop;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.LinkListener;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.log.api.TimeSource;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.wire.WireLimits;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Opens links, and remembers those that are open so that they can be closed together. Any thread may call it. */
public final class LinkOpening {
    private final RemoteClientConfig config;
    private final Set<LinkSession> sessions = ConcurrentHashMap.newKeySet();

    /** Opens links with this configuration. */
    public LinkOpening(RemoteClientConfig config) {
        this.config = config;
    }

    /** Opens a link that lives on this event loop. */
    public CompletableFuture<BrokerLink> open(EventLoop loop, LinkRequest request, LinkListener listener) {
        String clientId = request.clientId();
        if (clientId != null && clientId.length() > WireLimits.MAX_NAME / 3) {
            return CompletableFuture.failedFuture(new InvalidDestinationException("client identifier of "
                    + clientId.length() + " characters, expected up to " + WireLimits.MAX_NAME / 3));
        }
        Identity identity = new Identity(request);
        Backoff backoff = new Backoff(config, () -> ThreadLocalRandom.current().nextDouble());
        LinkSession session = new LinkSession(loop, config, backoff, TimeSource.SYSTEM, identity, listener);
        sessions.add(session);
        session.ended().thenRun(() -> sessions.remove(session));
        return session.open()
                .thenApply(welcome -> new RemoteBrokerLink(
                        session, identity, config, Math.min(config.maxFrameBytes(), welcome.maxFrameBytes())));
    }

    /** Ends all links. @return completes when they have ended */
    public CompletableFuture<Void> closeAll() {
        CompletableFuture<?>[] ends = sessions.stream()
                .map(each -> {
                    CompletableFuture<Void> done = new CompletableFuture<>();
                    each.put(new LinkEnd(LinkEnd.Manner.CLOSE, done));
                    return done;
                })
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(ends);
    }
}
