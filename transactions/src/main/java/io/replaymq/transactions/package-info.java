/**
 * Producer identities: who appends, so that the log recognises a repetition and shuts out a former incarnation.
 *
 * <p>Start at {@link io.replaymq.transactions.ProducerIds}, which hands out producer ids that were never handed out before, also
 * after a crash. It belongs to one thread, its owner's. Epochs are 0 today: no identity is taken over by a later incarnation.
 * Transaction buffers and XA branches are not built; see {@code docs/limits.md}. Layout of what is stored:
 * {@code docs/format/producer-ids.md}.
 */
@NullMarked
package io.replaymq.transactions;

import org.jspecify.annotations.NullMarked;
