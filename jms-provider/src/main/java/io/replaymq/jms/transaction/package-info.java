/**
 * Transactions: what a session sends and consumes in them, and how they end.
 *
 * <p>Sends are streamed to the broker and not answered; what is consumed is noted. Both end with one call of the broker's link, on the thread of
 * their session. Start at {@link io.replaymq.jms.transaction.Work}.
 */
@NullMarked
package io.replaymq.jms.transaction;

import org.jspecify.annotations.NullMarked;
