/**
 * Transactions: what is gathered until a commit, and how it gets into the log as one AppendSet.
 *
 * <p>Start at {@link io.replaymq.transactions.transaction.NameTransactions}, the transactions of one holder of a name, and
 * {@link io.replaymq.transactions.transaction.BufferedTransaction}. What does not fit into a transaction's memory waits in the internal
 * topic {@code __spill}, see {@link io.replaymq.transactions.transaction.SpillTopic}.
 */
@NullMarked
package io.replaymq.transactions.transaction;

import org.jspecify.annotations.NullMarked;
