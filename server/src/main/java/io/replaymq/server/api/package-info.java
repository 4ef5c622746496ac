/**
 * What the server is configured with and how it ends: values only, no files, no threads.
 *
 * <p>Start at {@link io.replaymq.server.api.ServerConfig}.
 */
@NullMarked
package io.replaymq.server.api;

import org.jspecify.annotations.NullMarked;
