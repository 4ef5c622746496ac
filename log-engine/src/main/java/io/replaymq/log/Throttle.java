package io.replaymq.log;

import io.replaymq.log.compaction.Pace;

/** Lets compaction read and write no more than so many bytes a second, and gives way to everything else on its thread. */
final class Throttle implements Pace {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final MaintenanceThread maintenance;
    private final long bytesPerSecond;

    /** @param bytesPerSecond 0 for no limit */
    Throttle(MaintenanceThread maintenance, long bytesPerSecond) {
        this.maintenance = maintenance;
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public void spend(long bytes) {
        maintenance.giveWay(bytesPerSecond == 0 ? 0 : (long) ((double) bytes / bytesPerSecond * NANOS_PER_SECOND));
    }
}
