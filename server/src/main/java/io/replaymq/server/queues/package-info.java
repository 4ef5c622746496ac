/**
 * {@code replaymq queue}: looks at queues of a running server, alters what they do with messages that are not acknowledged, and sends dead
 * letters on.
 *
 * <p>Start at {@link io.replaymq.server.queues.QueueCommand}. One thread, the command's.
 */
@NullMarked
package io.replaymq.server.queues;

import org.jspecify.annotations.NullMarked;
