/**
 * What all suites are built on. Start at {@link io.replaymq.tck.suite.AssertionSuite}.
 *
 * <p>Tests run on JUnit's thread; {@link io.replaymq.tck.suite.Background} starts others, which end with their test.
 */
@NullMarked
package io.replaymq.tck.suite;

import org.jspecify.annotations.NullMarked;
