package io.replaymq.log.api;

/** Where the log takes the time from. Any thread may ask. */
public interface TimeSource {
    /** The machine's clocks. */
    TimeSource SYSTEM = new TimeSource() {
        @Override
        public long wallMs() {
            return System.currentTimeMillis();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }
    };

    /** The time of day in milliseconds since the epoch; may jump, so it only marks records and measures no interval. */
    long wallMs();

    /** Nanoseconds since some fixed moment; never goes back, so it measures intervals. */
    long nanoTime();
}
