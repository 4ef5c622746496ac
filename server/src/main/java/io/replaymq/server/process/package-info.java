/**
 * The server as an operating-system process: how it says that it is ready, and how another process starts, kills and stops it.
 *
 * <p>Start at {@link io.replaymq.server.process.ServerProcess}.
 */
@NullMarked
package io.replaymq.server.process;

import org.jspecify.annotations.NullMarked;
