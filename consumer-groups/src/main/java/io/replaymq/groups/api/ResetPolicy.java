package io.replaymq.groups.api;

import java.time.Duration;

/** Where a consumer begins in a partition that its group has committed nothing of. */
public sealed interface ResetPolicy {
    /** At the oldest record still kept. */
    ResetPolicy EARLIEST = new Earliest();

    /** Behind the newest record. */
    ResetPolicy LATEST = new Latest();

    /** Nowhere: {@link NoOffsetException}, until the application seeks. */
    ResetPolicy NONE = new None();

    /** At the first record that is not older than this. */
    static ResetPolicy byDuration(Duration age) {
        return new ByDuration(age);
    }

    /** At the oldest record still kept. */
    record Earliest() implements ResetPolicy {}

    /** Behind the newest record. */
    record Latest() implements ResetPolicy {}

    /** Nowhere. */
    record None() implements ResetPolicy {}

    /**
     * At the first record that is not older than this.
     *
     * @param age 0 or more, by the time of day when the consumer begins
     */
    record ByDuration(Duration age) implements ResetPolicy {
        /** Checks that it is not negative. */
        public ByDuration {
            if (age.isNegative()) {
                throw new IllegalArgumentException("age " + age + ", expected 0 or more");
            }
        }
    }
}
