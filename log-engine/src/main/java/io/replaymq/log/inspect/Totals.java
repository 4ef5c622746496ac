package io.replaymq.log.inspect;

/**
 * How much was verified.
 *
 * @param partitions how many partitions there are
 * @param segments how many segments they have
 * @param batches how many intact batches are in them
 * @param records how many records that is
 * @param bytes how many bytes that is
 * @param journalEntries how many entries of the journal a start would read
 */
public record Totals(int partitions, int segments, long batches, long records, long bytes, long journalEntries) {}
