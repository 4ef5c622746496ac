package io.replaymq.broker.api;

import java.util.concurrent.CompletionStage;

/** A message broker one can open links to: in this VM, or at the other end of a connection. */
public interface Broker extends AutoCloseable {
    /**
     * Opens a link.
     *
     * @param listener told when the link is lost for good
     * @return fails with {@link ClientIdInUseException}, or {@link LinkClosedException} if the broker is closed or unreachable
     */
    CompletionStage<BrokerLink> connect(LinkRequest request, LinkListener listener);

    /** Lets go of what this object holds: an embedded broker stops, a remote one loses only this client's links. */
    @Override
    void close();
}
