/** The providers that the suites run against, and how each is started and found. */
@NullMarked
package io.replaymq.tck.provider;

import org.jspecify.annotations.NullMarked;
