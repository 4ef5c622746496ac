/**
 * Negative controls: breaks the log's source in one place at a time and checks that a test goes red.
 *
 * <p>Start at {@link io.replaymq.log.mutants.MutantsIT}; the mutants are the files of {@code src/test/mutants}.
 */
@NullMarked
package io.replaymq.log.mutants;

import org.jspecify.annotations.NullMarked;
