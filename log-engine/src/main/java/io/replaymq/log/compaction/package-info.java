/**
 * Compaction: keeps the latest record of each key and removes the others, in segments that never change otherwise.
 *
 * <p>Start at {@link io.replaymq.log.compaction.Compactor}. Everything here belongs to the maintenance thread; readers go on meanwhile.
 * What a compacted segment looks like: {@code docs/format/segment.md}.
 */
@NullMarked
package io.replaymq.log.compaction;

import org.jspecify.annotations.NullMarked;
