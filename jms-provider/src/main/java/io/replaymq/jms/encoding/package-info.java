/**
 * How messages become records and records become messages. Layout: {@code docs/format/message.md}.
 *
 * <p>Static functions without state; the sending or receiving application's thread. Start at
 * {@link io.replaymq.jms.encoding.MessageEncoder} and {@link io.replaymq.jms.encoding.MessageDecoder}.
 */
@NullMarked
package io.replaymq.jms.encoding;

import org.jspecify.annotations.NullMarked;
