/**
 * How commands say what they found: as text for people, or as JSON for programs.
 *
 * <p>Start at {@link io.replaymq.server.output.OutputOption}. All on the main thread.
 */
@NullMarked
package io.replaymq.server.output;

import org.jspecify.annotations.NullMarked;
