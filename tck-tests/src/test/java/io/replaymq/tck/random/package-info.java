/**
 * Random sequences of calls, run on ReplayMQ and on the reference: an application must see the same of both.
 *
 * <p>Start at {@link io.replaymq.tck.random.DifferentialTest}. A {@link io.replaymq.tck.random.Plan} makes a sequence from a seed; while
 * it does, it keeps a model of what is where, so that it asks only for messages that must be there. A
 * {@link io.replaymq.tck.random.World} is what a sequence works on at one provider. One thread.
 */
@NullMarked
package io.replaymq.tck.random;

import org.jspecify.annotations.NullMarked;
