package io.replaymq.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SelectStrategy;
import org.junit.jupiter.api.Test;

class LookBeforeSleepTest {
    private static final long SHORT = LookBeforeSleep.LOOK_NANOS / 2;
    private static final long LONG = LookBeforeSleep.LOOK_NANOS * 10;

    private long now;
    private final LookBeforeSleep strategy = new LookBeforeSleep(() -> now);

    @Test
    void sleepsAtOnceAtFirst() throws Exception {
        assertThat(idle()).isEqualTo(SelectStrategy.SELECT);
    }

    @Test
    void looksOnceWorkHasComeQuicklyForAWhile() throws Exception {
        work(LookBeforeSleep.SHORT_PAUSES - 1, SHORT);
        assertThat(idle()).isEqualTo(SelectStrategy.SELECT);

        work(1, SHORT);
        assertThat(idle()).isZero();
    }

    @Test
    void sleepsWhenNothingHasComeForAsLongAsItLooks() throws Exception {
        work(LookBeforeSleep.SHORT_PAUSES, SHORT);

        assertThat(idle()).isZero();
        now += LookBeforeSleep.LOOK_NANOS - 1;
        assertThat(idle()).isZero();
        now += 1;
        assertThat(idle()).isEqualTo(SelectStrategy.SELECT);
    }

    @Test
    void doesNotLookWhereEveryOtherPauseIsLong() throws Exception {
        for (int i = 0; i < 100; i++) {
            work(1, SHORT);
            work(1, LONG);
        }

        assertThat(idle()).isEqualTo(SelectStrategy.SELECT);
    }

    @Test
    void sleepsAtOnceAgainAfterAFewLongPauses() throws Exception {
        work(100, SHORT);
        work(3, LONG);

        assertThat(idle()).isEqualTo(SelectStrategy.SELECT);
    }

    @Test
    void countsASleepThatEndsAsAPauseThoughTheSelectorHasHandedOutItsKeys() throws Exception {
        for (int i = 0; i < LookBeforeSleep.SHORT_PAUSES; i++) {
            assertThat(idle()).isEqualTo(SelectStrategy.SELECT);
            now += SHORT; // the loop slept, and has done what the selector gave it
        }

        assertThat(idle()).isZero();
    }

    @Test
    void goesToWorkWhateverItWasDoing() throws Exception {
        assertThat(strategy.calculateStrategy(() -> 3, false)).isEqualTo(3);
        assertThat(strategy.calculateStrategy(() -> 0, true)).isZero();
    }

    private void work(int times, long pause) throws Exception {
        for (int i = 0; i < times; i++) {
            idle();
            now += pause;
            strategy.calculateStrategy(() -> 0, true);
        }
    }

    private int idle() throws Exception {
        return strategy.calculateStrategy(() -> 0, false);
    }
}
