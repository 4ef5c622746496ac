package io.replaymq.broker.link;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.LinkListener;
import io.replaymq.broker.api.LinkRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open links of a broker.
 *
 * <p><b>Threads:</b> any. <b>Owns</b> the links: {@link #close()} ends them all.
 */
public final class LinkRegistry implements AutoCloseable {
    private final LinkBackend backend;
    private final ClientIds clientIds = new ClientIds();
    private final Set<InVmBrokerLink> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param backend what the links lead to */
    public LinkRegistry(LinkBackend backend) {
        this.backend = backend;
    }

    /**
     * Opens a link.
     *
     * @throws io.replaymq.broker.api.ClientIdInUseException if a link with another token has the client identifier
     * @throws LinkClosedException if the broker is closed
     */
    public BrokerLink open(LinkRequest request, LinkListener listener) {
        InVmBrokerLink link = new InVmBrokerLink(this, backend, request.token(), listener);
        open.add(link);
        if (closed) {
            open.remove(link);
            throw new LinkClosedException("the broker is closed");
        }
        if (request.clientId() != null) {
            claim(request.clientId(), link);
        }
        return link;
    }

    /** Gives a client identifier to a link; a link that had it under the same token is gone. */
    void claim(String clientId, InVmBrokerLink link) {
        InVmBrokerLink former;
        try {
            former = clientIds.claim(clientId, link.token(), link);
        } catch (io.replaymq.broker.api.ClientIdInUseException e) {
            open.remove(link);
            throw e;
        }
        link.named(clientId);
        if (former != null) {
            former.lose(new LinkClosedException("another link took over client identifier '" + clientId + "'"));
        }
    }

    /** A link was closed: it and its client identifier are gone. */
    void left(InVmBrokerLink link) {
        open.remove(link);
        freeClientId(link);
    }

    /** A link was cut: its client identifier waits for the resume window. */
    void cut(InVmBrokerLink link) {
        open.remove(link);
        if (link.clientId() != null) {
            backend.afterResumeWindow(() -> freeClientId(link));
        }
    }

    private void freeClientId(InVmBrokerLink link) {
        String clientId = link.clientId();
        if (clientId != null) {
            clientIds.free(clientId, link);
        }
    }

    /** Loses every link: consumers may come back within the resume window, also to a broker that is opened again. */
    @Override
    public void close() {
        closed = true;
        for (InVmBrokerLink each : List.copyOf(open)) {
            each.lose(new LinkClosedException("the broker is closed"));
        }
    }
}
