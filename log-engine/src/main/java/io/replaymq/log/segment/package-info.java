/**
 * Segments: the files a partition's log is made of, with their indexes.
 *
 * <p>Start at {@link io.replaymq.log.segment.PartitionSegments}. One writer thread appends to the last segment, one thread forces,
 * reader threads read; recovery runs before all of them. Files are reached through {@code io.replaymq.log.storage} only. Layouts:
 * {@code docs/format/segment.md}, {@code offset-index.md}, {@code time-index.md}, {@code index-checksum.md}.
 */
@NullMarked
package io.replaymq.log.segment;

import org.jspecify.annotations.NullMarked;
