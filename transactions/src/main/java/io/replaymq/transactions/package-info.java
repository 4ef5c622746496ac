/**
 * Transactions: buffered work of a session that becomes one AppendSet at commit.
 */
@NullMarked
package io.replaymq.transactions;

import org.jspecify.annotations.NullMarked;
