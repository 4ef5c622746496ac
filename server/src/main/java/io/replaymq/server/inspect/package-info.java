/**
 * Commands that look into a data directory: {@code log dump} and {@code log verify}.
 *
 * <p>Start at {@link io.replaymq.server.inspect.DumpCommand}. All on the main thread.
 */
@NullMarked
package io.replaymq.server.inspect;

import org.jspecify.annotations.NullMarked;
