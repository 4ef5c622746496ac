/**
 * Crash simulation at the storage seam: a directory in memory that forgets, tears and reorders what was not forced, a workload
 * over a whole log on top of it, and an audit of what a restart brings back.
 *
 * <p>Start at {@link io.replaymq.log.crash.SimulatedCrashTest}.
 */
@NullMarked
package io.replaymq.log.crash;

import org.jspecify.annotations.NullMarked;
