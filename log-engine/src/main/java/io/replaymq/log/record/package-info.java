/**
 * The record format: Kafka's record batch, version 2, read and written in memory.
 *
 * <p>The bottom of the module: depends on nothing but the JDK and the libraries that compress. Start at {@link io.replaymq.log.record.RecordBatch}; build one
 * with {@link io.replaymq.log.record.RecordBatchBuilder}. Values are immutable, any thread may use them; a builder belongs to
 * one thread. This package is shared with the modules above. Layout: {@code docs/format/record-batch.md}.
 */
@NullMarked
package io.replaymq.log.record;

import org.jspecify.annotations.NullMarked;
