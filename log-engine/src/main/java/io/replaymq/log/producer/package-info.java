/**
 * Who has appended what: the state by which a repetition is recognised, a gap refused and a stale epoch shut out.
 *
 * <p>Start at {@link io.replaymq.log.producer.ProducerStates}, one per partition. Belongs to the sequencing thread, or to recovery
 * before that thread runs. Rebuilt from the batches themselves; a snapshot lies in the checkpoint.
 */
@NullMarked
package io.replaymq.log.producer;

import org.jspecify.annotations.NullMarked;
