/**
 * The internal topic {@code __offsets}: appending to it, replaying it at a start, and keeping it small.
 *
 * <p>Start at {@link io.replaymq.groups.coordination.OffsetsJournal}. Owner thread only.
 */
@NullMarked
package io.replaymq.groups.coordination;

import org.jspecify.annotations.NullMarked;
