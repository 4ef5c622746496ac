/**
 * Transactions: what a session sends and consumes in them, local ones and branches of distributed ones, and how they end.
 *
 * <p>Sends are streamed to the broker and not answered; what is consumed is noted. Both end with one call of the broker's link. Start at {@link
 * io.replaymq.jms.transaction.Work}. Distributed transactions are entered through {@link io.replaymq.jms.transaction.JmsXaResource}, by the
 * threads of a transaction manager; local ones by the threads of their session.
 */
@NullMarked
package io.replaymq.jms.transaction;

import org.jspecify.annotations.NullMarked;
