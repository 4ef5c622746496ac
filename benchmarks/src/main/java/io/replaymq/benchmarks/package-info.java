/**
 * Benchmarks: micro-benchmarks of the engine and the side-by-side load driver.
 */
@NullMarked
package io.replaymq.benchmarks;

import org.jspecify.annotations.NullMarked;
