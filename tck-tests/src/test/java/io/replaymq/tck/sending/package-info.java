/** Chapter 7: producers, their options, time to live, delivery delay, and asynchronous sends. */
@NullMarked
package io.replaymq.tck.sending;

import org.jspecify.annotations.NullMarked;
