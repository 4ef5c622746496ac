package io.replaymq.log.segment;

import io.replaymq.log.storage.LogDirectory;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The paths of one segment's files.
 *
 * @param partitionPath the directory of the partition
 * @param baseOffset the offset of the segment's first record
 */
record SegmentFiles(String partitionPath, long baseOffset) {
    private static final int DIGITS = 20;
    private static final String LOG = ".log";
    private static final String OFFSET_INDEX = ".index";
    private static final String TIME_INDEX = ".timeindex";
    private static final String CHECKSUM = ".checksum";
    private static final String UNFINISHED = ".cleaned";
    private static final String SWAP = ".swap";
    private static final int SWAP_NAME_LENGTH = 2 * DIGITS + 1 + SWAP.length();

    /** The base offset that a file name tells, if it is the name of a segment. */
    static OptionalLong baseOffsetOf(String fileName) {
        if (!fileName.endsWith(LOG)) {
            return OptionalLong.empty();
        }
        return offsetBeforeSuffix(fileName);
    }

    /** The base offset that the name of a segment, or of a file beside a segment, begins with. */
    static OptionalLong offsetBeforeSuffix(String fileName) {
        if (fileName.length() <= DIGITS || fileName.charAt(DIGITS) != '.') {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(fileName, 0, DIGITS, 10)).stream()
                    .filter(offset -> offset >= 0)
                    .findFirst();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether a file whose name begins with an offset is a segment's, or lies beside one. */
    static boolean isOurs(String fileName) {
        return fileName.endsWith(LOG) || isDerived(fileName) || isUnfinished(fileName) || fileName.endsWith(SWAP);
    }

    /** Whether a file is a compacted segment that does not count yet. */
    static boolean isUnfinished(String fileName) {
        return fileName.endsWith(UNFINISHED);
    }

    /** The end offset of a compacted segment that counts, and has not got its final name yet, if a file is one. */
    static OptionalLong swapEndOf(String fileName) {
        return fileName.length() == SWAP_NAME_LENGTH && fileName.endsWith(SWAP)
                ? offsetBeforeSuffix(fileName.substring(DIGITS + 1))
                : OptionalLong.empty();
    }

    /** Whether a file can be built anew from its segment. */
    static boolean isDerived(String fileName) {
        return fileName.endsWith(OFFSET_INDEX) || fileName.endsWith(TIME_INDEX) || fileName.endsWith(CHECKSUM);
    }

    String log() {
        return path(LOG);
    }

    String offsetIndex() {
        return path(OFFSET_INDEX);
    }

    String timeIndex() {
        return path(TIME_INDEX);
    }

    String checksum() {
        return path(CHECKSUM);
    }

    /** A compacted segment while it is written. */
    String unfinished() {
        return path(UNFINISHED);
    }

    /** The segment up to an offset, compacted: it counts, and all others up to that offset do not. */
    String swap(long endOffset) {
        return path("." + digits(endOffset) + SWAP);
    }

    /** Deletes what is derived. */
    void deleteDerived(LogDirectory directory) throws IOException {
        directory.delete(checksum());
        directory.delete(timeIndex());
        directory.delete(offsetIndex());
    }

    /** Deletes them, what is derived first. */
    void delete(LogDirectory directory) throws IOException {
        deleteDerived(directory);
        directory.delete(log());
    }

    private String path(String suffix) {
        return partitionPath + "/" + digits(baseOffset) + suffix;
    }

    private static String digits(long offset) {
        return String.format(Locale.ROOT, "%020d", offset);
    }
}
