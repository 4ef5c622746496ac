/**
 * The log engine's entry point and wiring.
 *
 * <p>Starts here: the embedded engine opens a directory, recovers it and serves {@code io.replaymq.log.api}.
 */
@NullMarked
package io.replaymq.log;

import org.jspecify.annotations.NullMarked;
