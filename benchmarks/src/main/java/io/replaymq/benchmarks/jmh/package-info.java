/**
 * Micro-benchmarks of single parts: the record batch codec and the ingest pipeline. Run with {@code bin/jmh.sh}.
 */
@NullMarked
package io.replaymq.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
