/**
 * The specification, assertion by assertion, run against every transport and against a reference provider: an expectation that the
 * reference does not meet is a misreading, or is said to be ours. {@code docs/conformance.md} lists them.
 *
 * <p>There is a package for each area. Their suites are built on {@link io.replaymq.tck.suite.AssertionSuite} and tied to the
 * specification by {@link io.replaymq.tck.assertion.Assertion}; {@link io.replaymq.tck.provider.Providers} are what they run against. In
 * this package is what no specification asserts: what is refused, and what goes beyond it. Start at {@link io.replaymq.tck.TckSuite}
 * for those.
 *
 * <p>Suites see what an application sees: {@code jakarta.jms}, found through JNDI.
 */
@NullMarked
package io.replaymq.tck;

import org.jspecify.annotations.NullMarked;
