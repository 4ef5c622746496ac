/**
 * Property tests with a seeded generator of our own: {@link io.replaymq.log.testing.SeededTest} and
 * {@link io.replaymq.log.testing.Seed}. Shared with the tests of the modules above.
 */
@NullMarked
package io.replaymq.log.testing;

import org.jspecify.annotations.NullMarked;
