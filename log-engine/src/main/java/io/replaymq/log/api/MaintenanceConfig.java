package io.replaymq.log.api;

import java.time.Duration;

/**
 * How a log cleans up beside its work: retention, compaction, sealing by age.
 *
 * @param interval time between two runs, 100 ms to a day, once {@link ReplayLog#startMaintenance()} was called
 * @param bytesPerSecond how much compaction reads and writes together at most, in bytes a second; zero sets no limit
 * @param keyMapBytes memory for the keys of one pass of compaction, in bytes, 64 KiB to 1 GiB; taken only while it runs. A key takes 32
 *     to 64 bytes; a pass that finds more keys than fit does as much as they allow
 */
public record MaintenanceConfig(Duration interval, long bytesPerSecond, int keyMapBytes) {
    private static final Duration MIN_INTERVAL = Duration.ofMillis(100);
    private static final Duration MAX_INTERVAL = Duration.ofDays(1);
    private static final int MIN_KEY_MAP_BYTES = 64 << 10;
    private static final int MAX_KEY_MAP_BYTES = 1 << 30;

    /** Once a minute, 32 MiB a second, 32 MiB for keys. */
    public static final MaintenanceConfig DEFAULTS = new MaintenanceConfig(Duration.ofMinutes(1), 32L << 20, 32 << 20);

    /** Checks every range. */
    public MaintenanceConfig {
        if (interval.compareTo(MIN_INTERVAL) < 0 || interval.compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException(
                    "interval=" + interval + ", expected " + MIN_INTERVAL + " to " + MAX_INTERVAL);
        }
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("bytesPerSecond=" + bytesPerSecond + ", expected 0 or more");
        }
        if (keyMapBytes < MIN_KEY_MAP_BYTES || keyMapBytes > MAX_KEY_MAP_BYTES) {
            throw new IllegalArgumentException(
                    "keyMapBytes=" + keyMapBytes + ", expected " + MIN_KEY_MAP_BYTES + " to " + MAX_KEY_MAP_BYTES);
        }
    }

    /** The same with another interval. */
    public MaintenanceConfig withInterval(Duration time) {
        return new MaintenanceConfig(time, bytesPerSecond, keyMapBytes);
    }

    /** The same with another limit of bytes a second. */
    public MaintenanceConfig withBytesPerSecond(long bytes) {
        return new MaintenanceConfig(interval, bytes, keyMapBytes);
    }

    /** The same with other memory for keys, in bytes. */
    public MaintenanceConfig withKeyMapBytes(int bytes) {
        return new MaintenanceConfig(interval, bytesPerSecond, bytes);
    }
}
