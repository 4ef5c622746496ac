/**
 * The log engine's entry point and wiring.
 *
 * <p>Start at {@link io.replaymq.log.EmbeddedLog}: it opens a data directory, recovers it and serves {@code io.replaymq.log.api}. Any
 * thread may enter; what it asks for is done by the threads of the packages below, which are listed in {@code docs/threads.md}.
 */
@NullMarked
package io.replaymq.log;

import org.jspecify.annotations.NullMarked;
