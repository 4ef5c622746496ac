/**
 * What is done to a contender while it is measured.
 *
 * <p>Start at {@link io.replaymq.benchmarks.workload.Workload}. A workload starts the threads that send and receive, joins them, and
 * lets the first failure of any of them void the run.
 */
@NullMarked
package io.replaymq.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
