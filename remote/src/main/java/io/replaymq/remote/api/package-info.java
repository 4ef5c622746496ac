/**
 * What both ends of a connection are configured with, and how a connection fails.
 *
 * <p>Start at {@link io.replaymq.remote.api.RemoteClientConfig} or {@link io.replaymq.remote.api.RemoteServerConfig}.
 */
@NullMarked
package io.replaymq.remote.api;

import org.jspecify.annotations.NullMarked;
