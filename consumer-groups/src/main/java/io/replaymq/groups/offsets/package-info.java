/**
 * What consumer groups have committed: where each resumes in each partition.
 *
 * <p>Start at {@link io.replaymq.groups.offsets.CommittedOffsets}. Owner thread only.
 */
@NullMarked
package io.replaymq.groups.offsets;

import org.jspecify.annotations.NullMarked;
