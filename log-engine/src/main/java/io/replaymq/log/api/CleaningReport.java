package io.replaymq.log.api;

/**
 * What one run of maintenance has done.
 *
 * @param sealedSegments segments that were sealed by age
 * @param removedSegments segments that were removed by age or size
 * @param compactedSegments segments that were written anew
 * @param removedRecords records that compaction has removed; those of removed segments do not count
 * @param freedBytes bytes that are free again on the disk
 */
public record CleaningReport(
        int sealedSegments, int removedSegments, int compactedSegments, long removedRecords, long freedBytes) {
    /** Nothing was done. */
    public static final CleaningReport NOTHING = new CleaningReport(0, 0, 0, 0, 0);

    /** Both together. */
    public CleaningReport plus(CleaningReport other) {
        return new CleaningReport(
                sealedSegments + other.sealedSegments,
                removedSegments + other.removedSegments,
                compactedSegments + other.compactedSegments,
                removedRecords + other.removedRecords,
                freedBytes + other.freedBytes);
    }
}
