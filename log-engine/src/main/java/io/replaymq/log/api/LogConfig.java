package io.replaymq.log.api;

/**
 * How an embedded log uses memory, disk and threads.
 *
 * @param maxBatchBytes largest record batch that is accepted, in bytes, 1 KiB to 256 MiB
 * @param ringSize number of appends that may be in the pipeline, a power of two, 64 to 1,048,576; when full, appends are refused
 *     with {@link BackpressureException}
 * @param journalFileBytes size of one journal file in bytes, 1 MiB to 1 GiB; must hold the largest AppendSet
 * @param maxAppendSetBytes largest AppendSet that is accepted, in bytes
 * @param tailBytes memory for the most recent batches, from which readers at the end are served, in bytes
 * @param readerThreads threads that read segments, 1 to 64
 * @param stageLayout how the stages of the ingest pipeline share threads
 * @param diskReserve room on the disk that is kept back from users' data
 * @param maintenance how it cleans up beside its work
 * @param mappedBytes how much of sealed segments stays mapped for reading, in bytes, 0 or more; page cache, which tools count as memory of
 *     the process
 */
public record LogConfig(
        int maxBatchBytes,
        int ringSize,
        int journalFileBytes,
        int maxAppendSetBytes,
        int tailBytes,
        int readerThreads,
        StageLayout stageLayout,
        DiskReserve diskReserve,
        MaintenanceConfig maintenance,
        long mappedBytes) {
    private static final long MAPPED_BYTES = 2L << 30;

    /**
     * Batches to 16 MiB, 8,192 appends in flight, journal files of 64 MiB, 32 MiB of tail, one reader thread, the usual disk reserve and
     * maintenance, 2 GiB mapped.
     */
    public static final LogConfig DEFAULTS =
            new LogConfig(16 << 20, 8_192, 64 << 20, 48 << 20, 32 << 20, 1, StageLayout.FUSED);

    /** Checks every range. */
    public LogConfig {
        requireRange("maxBatchBytes", maxBatchBytes, 1 << 10, 256 << 20);
        requireRange("ringSize", ringSize, 64, 1 << 20);
        requireRange("journalFileBytes", journalFileBytes, 1 << 20, 1 << 30);
        requireRange("maxAppendSetBytes", maxAppendSetBytes, 1 << 10, journalFileBytes - (4 << 10));
        requireRange("tailBytes", tailBytes, 0, 1 << 30);
        requireRange("readerThreads", readerThreads, 1, 64);
        if (mappedBytes < 0) {
            throw new IllegalArgumentException("mappedBytes=" + mappedBytes + ", expected 0 or more");
        }
        if (Integer.bitCount(ringSize) != 1) {
            throw new IllegalArgumentException("ringSize=" + ringSize + ", expected a power of two");
        }
    }

    /** With the disk reserve, the maintenance and the maps that are the defaults. */
    public LogConfig(
            int maxBatchBytes,
            int ringSize,
            int journalFileBytes,
            int maxAppendSetBytes,
            int tailBytes,
            int readerThreads,
            StageLayout stageLayout) {
        this(
                maxBatchBytes,
                ringSize,
                journalFileBytes,
                maxAppendSetBytes,
                tailBytes,
                readerThreads,
                stageLayout,
                DiskReserve.DEFAULTS,
                MaintenanceConfig.DEFAULTS,
                MAPPED_BYTES);
    }

    /** The same with another disk reserve. */
    public LogConfig withDiskReserve(DiskReserve reserve) {
        return new LogConfig(
                maxBatchBytes,
                ringSize,
                journalFileBytes,
                maxAppendSetBytes,
                tailBytes,
                readerThreads,
                stageLayout,
                reserve,
                maintenance,
                mappedBytes);
    }

    /** The same with another way to clean up. */
    public LogConfig withMaintenance(MaintenanceConfig settings) {
        return new LogConfig(
                maxBatchBytes,
                ringSize,
                journalFileBytes,
                maxAppendSetBytes,
                tailBytes,
                readerThreads,
                stageLayout,
                diskReserve,
                settings,
                mappedBytes);
    }

    /** The same with another amount of segments that stays mapped, in bytes. */
    public LogConfig withMappedBytes(long bytes) {
        return new LogConfig(
                maxBatchBytes,
                ringSize,
                journalFileBytes,
                maxAppendSetBytes,
                tailBytes,
                readerThreads,
                stageLayout,
                diskReserve,
                maintenance,
                bytes);
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + "=" + value + ", expected " + min + " to " + max);
        }
    }

    /** How the stages of the ingest pipeline share threads. */
    public enum StageLayout {
        /** Sequencer, journal, segments and publisher on one thread: fewest hand-overs, for small machines. */
        FUSED,
        /** The sequencer, the journal writer, the segment writer and the publisher each on a thread of its own. */
        SEPARATE
    }
}
