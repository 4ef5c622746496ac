/**
 * The native client of a log, and who produces.
 *
 * <p>Start at {@link io.replaymq.transactions.LogClient}, what a Java application works with. {@link
 * io.replaymq.transactions.ProducerIds} hands out producer ids that were never handed out before, also after a crash; it belongs to
 * one thread, its owner's. XA branches are not built; see {@code docs/limits.md}. Layout of what is stored: {@code
 * docs/format/producer-ids.md}.
 */
@NullMarked
package io.replaymq.transactions;

import org.jspecify.annotations.NullMarked;
