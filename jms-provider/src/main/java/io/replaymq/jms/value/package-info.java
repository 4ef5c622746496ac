/**
 * Values of properties, maps and streams: the conversion table of Jakarta Messaging and their encoding.
 *
 * <p>Static functions without state; any thread. Start at {@link io.replaymq.jms.value.ValueConversion} and
 * {@link io.replaymq.jms.value.TypedValue}. Layout: {@code docs/format/message.md}.
 */
@NullMarked
package io.replaymq.jms.value;

import org.jspecify.annotations.NullMarked;
