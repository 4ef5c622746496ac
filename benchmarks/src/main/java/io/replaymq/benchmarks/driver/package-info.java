/**
 * What is measured, behind one interface: JMS providers, Kafka, Chronicle Queue, the log engine and its client, and the bare limits
 * of the machine.
 *
 * <p>Start at {@link io.replaymq.benchmarks.driver.Driver}. Each sender and receiver belongs to the workload's thread that opened
 * it; completions may come on any thread.
 */
@NullMarked
package io.replaymq.benchmarks.driver;

import org.jspecify.annotations.NullMarked;
