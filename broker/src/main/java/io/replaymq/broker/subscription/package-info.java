/**
 * Subscriptions: which group stands behind a queue, a durable or a plain subscription, and who may consume from it.
 *
 * <p>Start at {@link io.replaymq.broker.subscription.Subscriptions}. Belongs to the dispatch thread; entry points say where
 * they may be called from elsewhere. The groups' own records say what exists: nothing is recorded here a second time.
 */
@NullMarked
package io.replaymq.broker.subscription;

import org.jspecify.annotations.NullMarked;
