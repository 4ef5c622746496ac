/**
 * The server's end of connections: each one is a link to the broker.
 *
 * <p>Start at {@link io.replaymq.remote.server.ServerConnection}. Nothing but HELLO is listened to before the handshake is
 * complete; what a peer can make this side hold is bounded at every moment.
 */
@NullMarked
package io.replaymq.remote.server;

import org.jspecify.annotations.NullMarked;
