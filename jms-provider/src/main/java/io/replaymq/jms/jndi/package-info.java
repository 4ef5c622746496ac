/**
 * Finding connection factories and destinations by name, from properties and nothing else.
 *
 * <p>Immutable after creation; any thread. Start at {@link io.replaymq.jms.jndi.ReplayMQInitialContextFactory}.
 */
@NullMarked
package io.replaymq.jms.jndi;

import org.jspecify.annotations.NullMarked;
