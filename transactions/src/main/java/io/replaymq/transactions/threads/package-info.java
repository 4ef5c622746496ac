/**
 * The threads of a client: {@link io.replaymq.transactions.threads.SerialThread}. Which there are: {@code docs/threads.md}.
 */
@NullMarked
package io.replaymq.transactions.threads;

import org.jspecify.annotations.NullMarked;
