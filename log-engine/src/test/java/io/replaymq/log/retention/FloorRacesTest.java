package io.replaymq.log.retention;

import io.replaymq.log.api.ReplayLog.FloorRegistration;
import io.replaymq.log.api.TopicConfig.Retain;
import io.replaymq.log.api.TopicPartition;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** Floors come and go while retention asks for them. */
class FloorRacesTest {
    private static final int ORDERS_TRIED = 300;
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @Test
    void aFloorHoldsFromItsRegistrationToItsEndWhateverOthersDo() {
        Lincheck.runConcurrentTest(ORDERS_TRIED, () -> {
            Floors floors = new Floors();
            Thread other = new Thread(() -> floors.protect(ORDERS, () -> 7).close());
            other.start();
            FloorRegistration mine = floors.protect(ORDERS, () -> 5);
            long during = floors.lowestNeeded(ORDERS, Retain.UNCONSUMED);
            mine.close();
            long after = floors.lowestNeeded(ORDERS, Retain.UNCONSUMED);
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (during != 5 || (after != 7 && after != Long.MAX_VALUE)) {
                throw new AssertionError("floor " + during + ", then " + after + ", expected 5, then 7 or none");
            }
        });
    }
}
