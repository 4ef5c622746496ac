/** Queues and topics as values that applications hold. Immutable; any thread. */
@NullMarked
package io.replaymq.jms.destination;

import org.jspecify.annotations.NullMarked;
