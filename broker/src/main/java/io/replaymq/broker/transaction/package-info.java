/**
 * Transactions of links: what they send waits here until the commit, which is one AppendSet of their messages, what settles what they
 * consumed, and a record in the internal topic {@code __transactions} that a repeated commit is recognised by.
 *
 * <p>Start at {@link io.replaymq.broker.transaction.Transactions}. What a link sends is gathered on the thread of whoever sends; how a
 * transaction ends is decided on the dispatch thread. Layouts: {@code docs/format/transactions.md}, {@code docs/format/spill.md}.
 */
@NullMarked
package io.replaymq.broker.transaction;

import org.jspecify.annotations.NullMarked;
