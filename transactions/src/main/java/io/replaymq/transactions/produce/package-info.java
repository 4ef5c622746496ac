/**
 * Producers: how records become batches, and batches get into the log in order.
 *
 * <p>Start at {@link io.replaymq.transactions.produce.BatchingProducer}. Each partition a producer sends to has a
 * {@link io.replaymq.transactions.produce.Lane}, whose lock is held for short pieces of work and never by a thread of the log. What the
 * log answers is handed to the thread {@code replaymq-producers}, see {@code docs/threads.md}.
 */
@NullMarked
package io.replaymq.transactions.produce;

import org.jspecify.annotations.NullMarked;
