/**
 * The simplified API: contexts, their producers and consumers, each a thin layer over connection, session and consumer.
 *
 * <p>A context belongs to one thread at a time. Start at {@link io.replaymq.jms.context.JmsContext}.
 */
@NullMarked
package io.replaymq.jms.context;

import org.jspecify.annotations.NullMarked;
