package io.replaymq.remote.server;

import io.replaymq.remote.api.RemoteServerConfig;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts connections, above all those whose peer has not proven yet that it speaks our protocol. Guarded by its own lock, which
 * is held for a few instructions only: connections live on several event loops.
 */
final class Admission {
    private final RemoteServerConfig config;
    private final Map<InetAddress, Integer> unprovenByAddress = new HashMap<>();
    private int unproven;
    private int connections;

    Admission(RemoteServerConfig config) {
        this.config = config;
    }

    /** Lets a new connection in, unless there are too many. */
    synchronized Ruling enter(InetAddress address) {
        int fromThere = unprovenByAddress.getOrDefault(address, 0);
        if (connections >= config.maxConnections()
                || unproven >= config.maxUnproven()
                || fromThere >= config.maxUnprovenPerAddress()) {
            return Ruling.TURNED_AWAY;
        }
        connections++;
        unproven++;
        unprovenByAddress.put(address, fromThere + 1);
        return Ruling.LET_IN;
    }

    /** The handshake of a connection that was let in is over, well or not. Once for each. */
    synchronized void proven(InetAddress address) {
        unproven--;
        unprovenByAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    /** A connection that was let in has ended. Once for each. */
    synchronized void left() {
        connections--;
    }

    /** What becomes of a new connection. */
    enum Ruling {
        LET_IN,
        TURNED_AWAY
    }
}
