/**
 * Sessions: one thread's view of sending and receiving.
 *
 * <p>A session belongs to one thread at a time, except that any thread may close it. Start at {@link
 * io.replaymq.jms.session.JmsSession}.
 */
@NullMarked
package io.replaymq.jms.session;

import org.jspecify.annotations.NullMarked;
