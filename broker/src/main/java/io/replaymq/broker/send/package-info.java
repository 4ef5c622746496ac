/**
 * The way of a message into the log.
 *
 * <p>Start at {@link io.replaymq.broker.send.SendLane}. A sender's thread encodes and appends; only batches that cannot go at once
 * pass a dispatch thread.
 */
@NullMarked
package io.replaymq.broker.send;

import org.jspecify.annotations.NullMarked;
