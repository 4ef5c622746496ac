package io.replaymq.broker.link;

import io.replaymq.broker.api.ClientIdInUseException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which link has which client identifier. An identifier belongs to one link at a time; a link with the same token takes it over.
 *
 * <p><b>Threads:</b> any.
 */
final class ClientIds {
    private final Map<String, InVmBrokerLink> holders = new ConcurrentHashMap<>();

    /**
     * Gives an identifier to a link.
     *
     * @return the link it was taken from, or null
     * @throws ClientIdInUseException if a link with another token has it
     */
    @Nullable
    InVmBrokerLink claim(String clientId, UUID token, InVmBrokerLink link) {
        InVmBrokerLink[] former = new InVmBrokerLink[1];
        holders.compute(clientId, (id, holder) -> {
            if (holder != null && !holder.token().equals(token)) {
                throw new ClientIdInUseException("client identifier '" + clientId + "' belongs to another open link");
            }
            former[0] = holder;
            return link;
        });
        return former[0] == link ? null : former[0];
    }

    /** Lets go of an identifier, if the link still has it. */
    void free(String clientId, InVmBrokerLink link) {
        holders.remove(clientId, link);
    }
}
