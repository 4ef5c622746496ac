package io.replaymq.remote.server;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The connections by the token of their link: a client that comes back before its old connection is known to be dead replaces it. */
final class Links {
    private final Map<UUID, ServerConnection> byToken = new ConcurrentHashMap<>();

    /** Enters a connection. @return the one it replaces */
    @Nullable
    ServerConnection enter(UUID token, ServerConnection connection) {
        return byToken.put(token, connection);
    }

    void remove(UUID token, ServerConnection connection) {
        byToken.remove(token, connection);
    }
}
