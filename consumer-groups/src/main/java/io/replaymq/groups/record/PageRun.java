package io.replaymq.groups.record;

/**
 * Pages in a row in which everything is settled.
 *
 * @param firstPage the number of the first
 * @param endPage the number of the page after the last
 */
public record PageRun(long firstPage, long endPage) {}
