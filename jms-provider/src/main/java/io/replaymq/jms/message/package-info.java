/**
 * Messages as applications hold them: header fields, properties, the five bodies and their read and write modes.
 *
 * <p>A message belongs to one thread at a time, as Jakarta Messaging has it. Start at {@link io.replaymq.jms.message.JmsMessage}.
 * How messages become records: {@code io.replaymq.jms.encoding}.
 */
@NullMarked
package io.replaymq.jms.message;

import org.jspecify.annotations.NullMarked;
