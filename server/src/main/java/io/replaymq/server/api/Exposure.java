package io.replaymq.server.api;

/** Who may reach the server's port. */
public enum Exposure {
    /** Processes of this machine. */
    LOOPBACK,
    /** Whoever the network lets through, without authentication. */
    NETWORK
}
