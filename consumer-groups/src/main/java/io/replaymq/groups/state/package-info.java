/**
 * The durable state of the groups: what the records of {@code __groups} amount to.
 *
 * <p>Start at {@link io.replaymq.groups.state.GroupStates}. {@code replay} is the only code that changes anything here, for live
 * traffic and recovery alike. Owner thread only.
 */
@NullMarked
package io.replaymq.groups.state;

import org.jspecify.annotations.NullMarked;
