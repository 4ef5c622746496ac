package io.replaymq.log.api;

/**
 * Room on the disk that users' data never takes, so that acknowledgements, offsets, trimming and deleting still work on a disk that
 * is as good as full. The larger of the two counts; the room that the journal's next files need comes on top of it.
 *
 * @param leastBytes at least so many bytes, 0 to 1 TiB
 * @param percent at least this part of the file system, 0 to 50
 */
public record DiskReserve(long leastBytes, int percent) {
    /** 64 MiB, or 1 % of the file system if that is more. */
    public static final DiskReserve DEFAULTS = new DiskReserve(64L << 20, 1);

    /** Nothing is kept back: users' data is appended until a write fails, which ends the log. */
    public static final DiskReserve NONE = new DiskReserve(0, 0);

    private static final long MAX_LEAST_BYTES = 1L << 40;
    private static final int MAX_PERCENT = 50;

    /** Checks the ranges. */
    public DiskReserve {
        if (leastBytes < 0 || leastBytes > MAX_LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "leastBytes=" + leastBytes + " of the disk reserve, expected 0 to " + MAX_LEAST_BYTES);
        }
        if (percent < 0 || percent > MAX_PERCENT) {
            throw new IllegalArgumentException(
                    "percent=" + percent + " of the disk reserve, expected 0 to " + MAX_PERCENT);
        }
    }

    /** How much is kept back of a file system of that size, in bytes. */
    public long bytesOf(long fileSystemBytes) {
        return Math.max(leastBytes, fileSystemBytes / 100 * percent);
    }
}
