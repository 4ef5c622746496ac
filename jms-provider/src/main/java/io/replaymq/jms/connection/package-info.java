/**
 * Connections: a link to a broker, and the sessions over it.
 *
 * <p>Any thread. Start at {@link io.replaymq.jms.connection.JmsConnection}.
 */
@NullMarked
package io.replaymq.jms.connection;

import org.jspecify.annotations.NullMarked;
