/** Chapters 4.1 and 6.2.2: queues, browsers, temporary queues and topics. */
@NullMarked
package io.replaymq.tck.queue;

import org.jspecify.annotations.NullMarked;
