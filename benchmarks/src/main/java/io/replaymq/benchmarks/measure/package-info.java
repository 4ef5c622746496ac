/**
 * What a run is told and what it found: settings, bodies, latencies, counters of the machine, results.
 *
 * <p>The bottom of the module. Start at {@link io.replaymq.benchmarks.measure.Result}. Nothing here starts a thread.
 */
@NullMarked
package io.replaymq.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
