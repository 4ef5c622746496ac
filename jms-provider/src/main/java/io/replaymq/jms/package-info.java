/**
 * The Jakarta Messaging provider.
 *
 * <p>Start at {@link io.replaymq.jms.JmsConnectionFactory}. Below it, each using only those after it: {@code context},
 * {@code connection}, {@code session}, {@code consumer} and {@code producer}, {@code encoding}, {@code message},
 * {@code destination}, {@code value}, {@code api}; {@code jndi} finds factories by name. Facades check, delegate and translate.
 */
@NullMarked
package io.replaymq.jms;

import org.jspecify.annotations.NullMarked;
