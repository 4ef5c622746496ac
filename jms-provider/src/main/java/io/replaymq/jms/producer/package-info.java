/**
 * Sending: how messages get their header fields, their place in the order, and their answer.
 *
 * <p>Everything happens on the application's thread, which waits for the broker's answer unless it asked not to. Start at
 * {@link io.replaymq.jms.producer.SessionSender}.
 */
@NullMarked
package io.replaymq.jms.producer;

import org.jspecify.annotations.NullMarked;
