/**
 * Benchmarks: micro-benchmarks of the engine ({@code jmh}) and the side-by-side load driver.
 *
 * <p>{@link io.replaymq.benchmarks.Bench} runs a scenario; each measured run is a process of its own,
 * {@link io.replaymq.benchmarks.Run}. How to use them: {@code docs/benchmarks.md}.
 */
@NullMarked
package io.replaymq.benchmarks;

import org.jspecify.annotations.NullMarked;
