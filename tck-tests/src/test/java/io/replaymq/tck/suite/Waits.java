package io.replaymq.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.tck.suite.Background.Action;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What listeners of tests do, where no checked exception may pass. */
public final class Waits {
    private Waits() {}

    /** Returns when the latch is open. */
    public static void until(CountDownLatch latch) {
        unchecked(() -> assertThat(latch.await(AssertionSuite.SOON_MS, TimeUnit.MILLISECONDS))
                .as("opened in time")
                .isTrue());
    }

    /** Does it; what it throws is an error of the test. */
    public static void unchecked(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The class of what it throws, {@code void} if it does not. */
    public static Class<?> failureOf(Action action) {
        try {
            action.run();
            return void.class;
        } catch (Exception e) {
            return e.getClass();
        }
    }

    /** Lets the clock tell a later millisecond than this one. */
    public static void untilAfter(long timeMs) {
        while (System.currentTimeMillis() <= timeMs) {
            Thread.onSpinWait();
        }
    }
}
