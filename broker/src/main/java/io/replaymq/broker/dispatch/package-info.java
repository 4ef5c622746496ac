/**
 * Dispatch: handing the messages of queues and subscriptions to their consumers, as far as credit goes.
 *
 * <p>Start at {@link io.replaymq.broker.dispatch.Target}. All state here belongs to the one {@link
 * io.replaymq.broker.dispatch.DispatchThread}; consumers' own methods may be called on any thread and hand over to it.
 */
@NullMarked
package io.replaymq.broker.dispatch;

import org.jspecify.annotations.NullMarked;
