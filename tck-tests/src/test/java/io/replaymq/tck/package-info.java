/**
 * The specification, assertion by assertion, run against every transport and against a reference provider: an expectation that the
 * reference does not meet is a misreading, or is said to be ours.
 *
 * <p>Suites see what an application sees: {@code jakarta.jms}, found through JNDI. Start at {@link io.replaymq.tck.TckSuite}.
 */
@NullMarked
package io.replaymq.tck;

import org.jspecify.annotations.NullMarked;
