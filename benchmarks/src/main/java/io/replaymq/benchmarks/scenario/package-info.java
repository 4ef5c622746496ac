/**
 * Scenarios: which cases are run against which contenders, their processes, and the tables made of the results.
 *
 * <p>Start at {@link io.replaymq.benchmarks.scenario.Scenario}. One thread; contenders' servers are processes.
 */
@NullMarked
package io.replaymq.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
