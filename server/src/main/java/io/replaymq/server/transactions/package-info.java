/**
 * {@code replaymq transaction}: lists the prepared branches of distributed transactions, and ends those that their transaction manager left.
 *
 * <p>Start at {@link io.replaymq.server.transactions.TransactionCommand}. One thread, the command's.
 */
@NullMarked
package io.replaymq.server.transactions;

import org.jspecify.annotations.NullMarked;
