/** Chapter 6.2: sessions, acknowledgement, recovery, transactions, order, and one thread at a time. */
@NullMarked
package io.replaymq.tck.session;

import org.jspecify.annotations.NullMarked;
