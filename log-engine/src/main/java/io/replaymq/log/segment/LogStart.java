package io.replaymq.log.segment;

/**
 * Where a partition's log starts.
 *
 * @param offset the first offset that is kept
 * @param recordsBelow how many records of the segment that holds it lie below it, control records left out
 */
public record LogStart(long offset, long recordsBelow) {}
