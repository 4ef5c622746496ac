package io.replaymq.broker.link;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ClientIdInUseException;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.LinkListener;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.log.api.BrokerException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open links of a broker.
 *
 * <p><b>Threads:</b> any. <b>Owns</b> the links: {@link #close()} ends them all.
 */
public final class LinkRegistry implements AutoCloseable {
    private final LinkBackend backend;
    private final ClientIds clientIds;
    private final LinkOwners owners;
    private final Set<InVmBrokerLink> open = ConcurrentHashMap.newKeySet();
    private final Set<LinkRegistry> shares = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Links to a broker that has none yet. */
    public LinkRegistry(LinkBackend backend) {
        this(backend, new ClientIds(), new LinkOwners());
    }

    private LinkRegistry(LinkBackend backend, ClientIds clientIds, LinkOwners owners) {
        this.backend = backend;
        this.clientIds = clientIds;
        this.owners = owners;
    }

    /** Links of one user to the same broker: they can be left together, and are closed with these. */
    public LinkRegistry share() {
        LinkRegistry share = new LinkRegistry(backend, clientIds, owners);
        shares.add(share);
        share.closed = closed;
        return share;
    }

    /** Opens a link; see {@link io.replaymq.broker.api.Broker#connect}. */
    public CompletionStage<BrokerLink> connect(LinkRequest request, LinkListener listener) {
        try {
            return CompletableFuture.completedStage(open(request, listener));
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private BrokerLink open(LinkRequest request, LinkListener listener) {
        InVmBrokerLink link = new InVmBrokerLink(this, backend, request.token(), listener);
        open.add(link);
        if (closed) {
            open.remove(link);
            throw new LinkClosedException("the broker is closed");
        }
        if (request.clientId() != null) {
            try {
                claim(request.clientId(), link);
            } catch (ClientIdInUseException e) {
                open.remove(link);
                throw e;
            }
        }
        owners.enter(link.owner());
        return link;
    }

    /**
     * Gives a client identifier to a link; a link that had it under the same token is gone.
     *
     * @throws ClientIdInUseException if another has it; the link stays as it was
     */
    void claim(String clientId, InVmBrokerLink link) {
        InVmBrokerLink former = clientIds.claim(clientId, link.token(), link);
        link.named(clientId);
        if (former != null) {
            former.lose(new LinkClosedException("another link took over client identifier '" + clientId + "'"));
        }
    }

    /** A link was closed: it, its client identifier and what it made are gone. Completes when that is so. */
    CompletionStage<Void> left(InVmBrokerLink link) {
        open.remove(link);
        freeClientId(link);
        return owners.leave(link.owner())
                ? backend.ownerGone(link.owner())
                        .exceptionally(failure -> null) // the broker stops: the next one does it
                : CompletableFuture.completedStage(null);
    }

    /** Whether an owner of temporary destinations has an open link. */
    public boolean isThere(String owner) {
        return owners.isThere(owner);
    }

    /** A link was cut: its client identifier and what it made wait for the resume window, unless the broker stops. */
    void cut(InVmBrokerLink link) {
        open.remove(link);
        owners.leave(link.owner());
        if (!closed) {
            backend.afterResumeWindow(() -> {
                freeClientId(link);
                if (!owners.isThere(link.owner())) {
                    backend.ownerGone(link.owner());
                }
            });
        }
    }

    private void freeClientId(InVmBrokerLink link) {
        String clientId = link.clientId();
        if (clientId != null) {
            clientIds.free(clientId, link);
        }
    }

    /** Closes every link, as its user would have. Completes when the broker knows. */
    public CompletionStage<Void> leave() {
        closed = true;
        return CompletableFuture.allOf(
                open.stream().map(each -> each.close().toCompletableFuture()).toArray(CompletableFuture<?>[]::new));
    }

    /** Forgets what {@link #share()} gave, once it was left. */
    public void unshare(LinkRegistry share) {
        shares.remove(share);
    }

    /** Loses every link: consumers may come back within the resume window, also to a broker that is opened again. */
    @Override
    public void close() {
        closed = true;
        shares.forEach(LinkRegistry::close);
        for (InVmBrokerLink each : List.copyOf(open)) {
            each.lose(new LinkClosedException("the broker is closed"));
        }
    }
}
