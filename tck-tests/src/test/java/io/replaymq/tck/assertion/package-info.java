/**
 * What ties a test to the specification: the annotations, the list of sections, what is not there yet, and the page of coverage.
 *
 * <p>Start at {@link io.replaymq.tck.assertion.Assertion}. {@code docs/conformance.md} is written from these annotations by
 * {@link io.replaymq.tck.assertion.CoveragePage}.
 */
@NullMarked
package io.replaymq.tck.assertion;

import org.jspecify.annotations.NullMarked;
